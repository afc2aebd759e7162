"""Learning from persons (修正研判): samples given in files or at the bench, lessons, and which model reads."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.learned import Evaluation, FileLearned, Learned, LearningState, SampleRow
from ..domain.learning import Lesson, Sample
from ..store import lease, models, samples
from ..store.samples import Through
from ..store.store import Store
from ..store.writing import Transaction
from . import model_files
from .evaluation import evaluate_file
from .giving import masked, taught
from .judged_lines import judged_lines
from .lesson_apart import LessonApart
from .ports import Catalogue, Clock, Learner, Reader
from .topics import own_topics_for

LEARNING: Final = "learning"  # the lease: one lesson at a time, in whichever process
LEASE_FOR: Final = timedelta(minutes=5)
RENEW_EVERY: Final = timedelta(seconds=10)
BY_ITSELF: Final = "自动学习"  # who, when nobody asked for a lesson
_ENDS_WITHIN_S: Final = 8.0
_KEPT: Final = 20  # adopted models whose files are kept, so that they can be called back
Progress = Callable[[float], None]
_log: Final = logging.getLogger(__name__)


def holder_of(pid: int) -> str:
    """How the process of that id is named as holder of the lease."""
    return f"pid-{pid}"


def free_lease(store: Store, pid: int) -> None:
    """Give back the lease of a lesson's process that ended: one that was killed could not; else it runs out by itself."""
    try:
        store.write_now(lambda tx: lease.release(tx, LEARNING, holder_of(pid)))
    except DeskError as failure:
        _log.warning("the lease of lessons: %s", failure.sentence)


class LearningService:
    """What persons taught this desk, and the models that came of it. Every method may be called from any thread."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        learner: Callable[[], Learner],
        reader: Callable[[], Reader],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        apart: LessonApart | None = None,
    ) -> None:
        """Models lie in `folder`; `learner` makes one that compares with the model in force now; with `apart` persons' lessons go there."""
        self._store = store
        self._folder = folder
        self._learner = learner
        self._reader = reader
        self._catalogue = catalogue
        self._clock = clock
        self._apart = apart
        self._busy = threading.Lock()

    def state(self) -> LearningState:
        """How learning stands."""
        made = tuple(self._store.models.all())
        current = next((model for model in made if model.in_force), None)
        seen = Through() if current is None else self._store.models.through(current.id)
        new = self._store.samples.since(seen).count
        running = self._store.lease.holder(LEARNING, self._clock.now()) is not None
        return LearningState(self._store.samples.count(), new, current, made, running)

    # samples

    def samples(self, limit: int = 100, before: SampleRow | None = None) -> tuple[SampleRow, ...]:
        """What there is to learn from, newest first; `before` is the last row already shown."""
        return tuple(self._store.samples.rows(limit, before))

    def teach(
        self,
        title: str,
        body: str,
        *,
        function: str | None = None,
        topics: tuple[str, ...] | None = None,
        attitude: str | None = None,
        kind: str | None = None,
        by: str,
    ) -> None:
        """Keep one text with what a person says of it, as at the bench; Refused when a value is none of those there are.

        A function or kind of "" is: none. It is learned from at the next lesson.
        """
        sample = taught(title, body, self._functions(), function, topics, attitude, kind)
        self._keep([sample], "", _who(by))

    def forget(self, sample_id: int, by: str) -> None:
        """Take a sample back that was given in a file or at the bench; one from a correction is taken back on its item."""
        who = _who(by)
        self._store.write_now(lambda tx: samples.forget(tx, sample_id, self._clock.now()))
        _log.info("sample %d was taken back by %s", sample_id, who)

    # lessons

    def learn(self, by: str, progress: Progress | None = None, *, by_itself: bool = False) -> Learned:
        """Learn from all samples there are; the new model is put in force when it reads kept-back samples no worse.

        Refused when there is nothing to learn from, Unavailable while another lesson is under way or the disk is full. A lesson
        nobody asked for (`by_itself`) gives way to whoever put another model in force meanwhile.
        """
        who = _who(by)
        if self._apart is not None:
            return self._learned_apart(self._apart, who, progress)
        with self._alone() as renew:
            seen = self._store.samples.through(self._clock.now())
            there = self._store.samples.all()
            if not there:
                raise Refused("learning_nothing")
            name = self._store.write_now(models.reserve_name).value
            trouble, current = self._store.models.trouble(), self._store.models.in_force()
            base = "" if current is None else current.name
            lesson = self._learner().learn(there, name, _both(renew, progress))
            id, adopted = self._store.write_now(
                lambda tx: self._settle(tx, lesson, who, seen, base, bool(trouble), by_itself)
            ).value
            self._tidy()
        model = next(model for model in self._store.models.all() if model.id == id)
        _log.info("%s: %d samples, %.4f -> %.4f, adopted: %s", name, *_told(lesson), adopted)
        return Learned(model, lesson, adopted)

    def _learned_apart(self, apart: LessonApart, who: str, progress: Progress | None) -> Learned:
        """The same in a process of its own, which holds the lease and writes the model down."""
        with self._here_alone():
            if not self._store.samples.count():
                raise Refused("learning_nothing")
            name = apart.learn(who, progress or (lambda share: None))
        model = next(model for model in self._store.models.all() if model.name == name)
        return Learned(model, self._store.models.lesson(model), model.adopted is not None)

    def learn_file(self, path: Path, by: str, progress: Progress | None = None) -> FileLearned:
        """Keep the lines of a file as samples, all or none, then learn; names of topics the desk lacks become its own.

        Refused when no line can be used. When the samples are kept and the lesson fails, the sentence says so.
        """
        who = _who(by)
        lines = list(judged_lines(path, self._functions()))
        given = [line.sample for line in lines if line.sample is not None]
        problems = tuple(problem for line in lines for problem in line.problems)
        if not given:
            first = problems[0] if problems else None
            why = f"第 {first.line} 行：{first.why}" if first else ""
            raise Refused("learning_file_empty", path=path.name, lines=len(lines), why=why)
        self._keep(given, path.name, who)
        try:
            learned = self.learn(who, progress)
        except DeskError as failure:
            raise type(failure)("learning_kept", count=len(given), why=failure.sentence) from failure
        return FileLearned(len(given), len(lines) - len(given), problems, learned)

    def evaluate(self, path: Path, progress: Progress | None = None) -> Evaluation:
        """How well the reader in force reads the lines of a file; nothing is kept."""
        return evaluate_file(path, self._reader(), self._functions(), progress)

    def recall(self, model_id: int | None, by: str) -> None:
        """Put an older model, or with None the packaged one, in force again.

        It stays until somebody learns by hand or persons settle something after this moment. Refused when its files are gone.
        """
        who = _who(by)
        if model_id is not None:
            wanted = next((model for model in self._store.models.all() if model.id == model_id), None)
            if wanted is None or wanted.adopted is None:
                raise Refused("model_unknown", name=model_id)
            if not model_files.is_there(self._folder, wanted.name):
                raise Refused("model_gone", name=wanted.name)
        seen = self._store.samples.through(self._clock.now())
        self._store.write_now(lambda tx: models.call_back(tx, model_id, seen))
        _log.info("%s put model %s in force", who, model_id or "packaged")

    def close(self) -> None:
        """End a lesson under way in a process of its own, and wait for that; the model in force stays."""
        if self._apart is not None:
            self._apart.stop()
            if self._busy.acquire(timeout=_ENDS_WITHIN_S):
                self._busy.release()

    # parts of these

    def _functions(self) -> set[str]:
        return {id for id, _ in self._catalogue().functions()}

    def _keep(self, given: Sequence[Sample], origin: str, by: str) -> None:
        names = [name for sample in given for name in sample.topics or ()]
        packaged = set(self._catalogue().topics()) if names else set()
        kept = [masked(sample) for sample in given]

        def job(tx: Transaction) -> None:
            own_topics_for(tx, names, packaged, by, self._clock)
            samples.keep(tx, kept, origin, by, self._clock.now())

        self._store.write_now(job)

    def _settle(
        self, tx: Transaction, lesson: Lesson, by: str, seen: Through, base: str, trouble: bool, by_itself: bool
    ) -> tuple[int, bool]:
        """Note the model; put it in force when it is no worse. One that could not be loaded goes out of force in any case."""
        moved_on = by_itself and models.in_force_name(tx) != base
        adopted = self._clock.now() if lesson.better and not moved_on else None
        id = models.add(tx, lesson, by, seen, base, adopted)
        if trouble and adopted is None and not moved_on:
            models.call_back(tx, None, seen)
        return id, adopted is not None

    def _tidy(self) -> None:
        adopted = [model for model in self._store.models.all() if model.adopted is not None]
        names = {model.name for model in adopted[:_KEPT]} | {model.name for model in adopted if model.in_force}
        model_files.keep_only(self._folder, names)

    @contextmanager
    def _alone(self) -> Iterator[Progress]:
        """Hold the lease of lessons; what is yielded renews it. Unavailable while anybody else learns."""
        with self._here_alone():
            held = _Lease(self._store, self._clock, holder_of(os.getpid()))
            if not held.take():
                raise Unavailable("learning_elsewhere")
            try:
                yield held.renew
            finally:
                held.give_back()

    @contextmanager
    def _here_alone(self) -> Iterator[None]:
        """One lesson at a time asked for in this process."""
        if not self._busy.acquire(blocking=False):
            raise Unavailable("learning_elsewhere")
        try:
            yield
        finally:
            self._busy.release()


class _Lease:
    """The lease of lessons, renewed as a lesson goes on."""

    def __init__(self, store: Store, clock: Clock, holder: str) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._again = clock.now()

    def take(self) -> bool:
        """Take it, or renew it; False while another has it."""
        now = self._clock.now()
        self._again = now + RENEW_EVERY
        return self._store.write_now(lambda tx: lease.acquire(tx, LEARNING, self._holder, now, now + LEASE_FOR)).value

    def renew(self, share: float) -> None:
        """Renew it when it is time."""
        if self._clock.now() >= self._again:
            self.take()

    def give_back(self) -> None:
        """Let others learn; where the disk will not take even that, it runs out by itself."""
        try:
            self._store.write_now(lambda tx: lease.release(tx, LEARNING, self._holder))
        except DeskError as failure:
            _log.warning("the lease of lessons: %s", failure.sentence)


def _both(renew: Progress, progress: Progress | None) -> Progress:
    def tell(share: float) -> None:
        renew(share)
        if progress is not None:
            progress(share)

    return tell


def _told(lesson: Lesson) -> tuple[int, float, float]:
    return lesson.samples, lesson.score_before, lesson.score_after


def _who(by: str) -> str:
    if not by.strip():
        raise Refused("name_missing")
    return by.strip()
