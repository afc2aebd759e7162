"""The desk's catalogue of topics (领域): the packaged ones, its own, the words it added, and those it does not use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from ..domain.errors import Refused
from ..domain.learned import TopicRow
from ..domain.learning import TopicEdit
from ..store import topics as topic_rows
from ..store.store import Store
from ..store.topics import KeptTopic
from ..store.writing import Transaction
from .ports import Catalogue, Clock

LONGEST: Final = 20  # characters of a topic's name
_LONGEST_WORD: Final = 30
_MOST_WORDS: Final = 500
_LIGHTEST, _HEAVIEST = 0.1, 5.0
Words = Sequence[tuple[str, float]]


class TopicService:
    """What a person changes about the topics; every reader of the desk follows without a restart."""

    def __init__(self, store: Store, catalogue: Callable[[], Catalogue], clock: Clock) -> None:
        self._store = store
        self._catalogue = catalogue
        self._clock = clock

    def all(self) -> tuple[TopicRow, ...]:
        """Every topic, the packaged ones first, hidden ones included, with the number of samples that name it."""
        edits = {topic.edit.name: topic for topic in self._store.topics.all()}
        samples = self._store.samples.by_topic()
        rows = []
        for name in (*self._catalogue().topics(), *(name for name, topic in edits.items() if topic.own)):
            topic = edits.get(name) or KeptTopic(TopicEdit(name), own=False)
            rows.append(TopicRow(name, topic.own, topic.edit.hidden, topic.edit.words, samples[name]))
        return tuple({row.name: row for row in rows}.values())

    def add(self, name: str, words: Words = (), *, by: str) -> None:
        """A topic of the desk's own, with words that speak for it; Refused when the name cannot be used or is taken."""
        name = topic_name(name)
        edit = TopicEdit(name, _words(words))
        packaged, who = self._catalogue().topics(), _who(by)

        def job(tx: Transaction) -> None:
            if name in packaged or topic_rows.get(tx, name) is not None:
                raise Refused("topic_known", name=name)
            topic_rows.put(tx, KeptTopic(edit, own=True), who, self._clock.now())

        self._store.write_now(job)

    def edit(self, name: str, words: Words, by: str) -> None:
        """Other words of the desk's own for a topic; for a packaged topic they come on top of its own."""
        self._change(name, by, lambda edit: replace(edit, words=_words(words)))

    def hide(self, name: str, on: bool, by: str) -> None:
        """Take a topic out of use, or into use again; what was read before stays as it was read."""
        self._change(name, by, lambda edit: replace(edit, hidden=on))

    def remove(self, name: str, by: str) -> None:
        """Drop a topic of the desk's own; while samples name it, it is only hidden, so that they stay whole."""
        if self._store.samples.by_topic()[name]:
            return self._change(name, by, lambda edit: replace(edit, hidden=True), own_only=True)

        packaged = self._catalogue().topics()

        def job(tx: Transaction) -> None:
            _kept(tx, name, packaged, own_only=True)
            topic_rows.remove(tx, name)

        self._store.write_now(job)
        return None

    def _change(self, name: str, by: str, change: Callable[[TopicEdit], TopicEdit], own_only: bool = False) -> None:
        packaged, who = self._catalogue().topics(), _who(by)

        def job(tx: Transaction) -> None:
            topic = _kept(tx, name, packaged, own_only)
            topic = replace(topic, edit=change(topic.edit))
            if topic.own or topic.edit != TopicEdit(name):
                topic_rows.put(tx, topic, who, self._clock.now())
            else:
                topic_rows.remove(tx, name)

        self._store.write_now(job)


def topic_name(text: str) -> str:
    """The name without white space around it; Refused when empty, too long or not printable."""
    name = text.strip()
    if not name:
        raise Refused("topic_name_missing")
    if len(name) > LONGEST or not name.isprintable():
        raise Refused("topic_name_bad", limit=LONGEST)
    return name


def own_topics_for(tx: Transaction, names: Iterable[str], packaged: Iterable[str], by: str, clock: Clock) -> None:
    """Make those of these names that the desk lacks topics of its own."""
    for name in dict.fromkeys(names):
        if name not in packaged and topic_rows.get(tx, name) is None:
            topic_rows.put(tx, KeptTopic(TopicEdit(name), own=True), by, clock.now())


def shown_topics(packaged: Sequence[str], kept: Sequence[KeptTopic]) -> tuple[str, ...]:
    """The names a person chooses from: the packaged ones and the desk's own, without hidden ones."""
    hidden = {topic.edit.name for topic in kept if topic.edit.hidden}
    own = (topic.edit.name for topic in kept if topic.own)
    return tuple(name for name in dict.fromkeys((*packaged, *own)) if name not in hidden)


def _kept(tx: Transaction, name: str, packaged: Sequence[str], own_only: bool) -> KeptTopic:
    """What there is of that topic, to be changed; Refused when there is none, or with `own_only` when it is a packaged one."""
    topic = topic_rows.get(tx, name)
    if topic is not None and topic.own:
        return topic
    if name not in packaged:
        raise Refused("topic_unknown", name=name[:LONGEST])
    if own_only:
        raise Refused("topic_packaged", name=name)
    return topic or KeptTopic(TopicEdit(name), own=False)


def _who(by: str) -> str:
    if not by.strip():
        raise Refused("name_missing")
    return by.strip()


def _words(words: Words) -> tuple[tuple[str, float], ...]:
    kept: dict[str, float] = {}
    for text, weight in words:
        word = text.strip()
        if not word or len(word) > _LONGEST_WORD or not word.isprintable():
            raise Refused("topic_word_bad", word=word[:_LONGEST_WORD], limit=_LONGEST_WORD)
        if not _LIGHTEST <= weight <= _HEAVIEST:
            raise Refused("topic_weight_bad", word=word, least=_LIGHTEST, most=_HEAVIEST)
        kept[word] = float(weight)
    if len(kept) > _MOST_WORDS:
        raise Refused("topic_words_many", most=_MOST_WORDS)
    return tuple(kept.items())
