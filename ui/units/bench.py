"""研判台: a pasted text shows what is read out of it, who would get it and why. Nothing of it is stored unless it is taught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QStackedWidget, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.levels import Level
from opinion_desk.domain.verdict import Verdict

from ..inbox.passage import telling
from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import column, empty_layout, holder, row, scrolled
from ..parts.empty import Empty
from ..parts.flow import Flow
from ..parts.labels import Elided, chip, label, level_tone
from ..seat import Seat
from ..words import RULE, ground_of, rule_words, said
from .bench_text import BenchText
from .examples import EXAMPLES
from .teaching import Teaching
from .verdict_card import VerdictCard
from .verdict_parts import Part, parts_of

if TYPE_CHECKING:
    from opinion_desk.domain.unit import RuleText

_STILL_MS: Final = 300  # reading begins when typing has stopped that long


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one text: the verdict, the rules that bear on it, and the model that read."""

    words: str
    verdict: Verdict
    rules: tuple[RuleText, ...]
    model: str


class BenchView(QWidget):
    """The text at the left, what was read out of it at the right; Ctrl+Enter reads at once, Ctrl+T teaches."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.seat = seat
        self.bar = Bar()
        self.text, self.source = BenchText(), QLineEdit()
        self.card = VerdictCard()
        self.reading: Reading | None = None
        self._told_of = ""  # the text the bar speaks of
        self.teaching = Teaching(self, seat)
        self._count, self._state = label("", "meta"), label("", "meta")
        self._chips, self._model = Flow(), Elided("", 12, "text_3")
        self._side = QStackedWidget()
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self.read)
        self._lay_out()
        self._connect()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.text

    def shown(self) -> None:
        """The text is as it was left; the models are loaded meanwhile, so that the first reading does not wait for them."""
        if self.reading is None:
            self.seat.work.run(self, self.seat.desk.texts.model, lambda _name: None, lambda _error: None, key="model")

    def read(self) -> None:
        """Read what stands there now; what comes home for an older text is not shown."""
        self._still.stop()
        words, source = self.text.words, self.source.text().strip() or None
        if not words.strip():
            self._show_nothing()
            return
        self._state.setText(self.tr("正在研判…"))
        self.seat.work.run(self, self._reader(words, source), self._show, self._failed, key="bench")

    def show_text(self, words: str) -> None:
        """Put a text there and read it."""
        self.text.setPlainText(words)
        self.read()
        self.text.setFocus()

    def again(self) -> None:
        """The registry, the topics or the model are others now: read the same text once more."""
        if self.reading is not None:
            self.read()

    # --- putting together

    def _lay_out(self) -> None:
        self.text.setPlaceholderText(
            self.tr("把一条信息贴在这里：第一行是标题，下面是正文。\n停止输入后自动研判；不入库，也不影响任何信息。")
        )
        self.text.setAccessibleName(self.tr("要研判的文字"))
        self.source.setPlaceholderText(self.tr("来源（可不填）"))
        self.source.setAccessibleName(self.tr("来源"))
        self.source.setMaximumWidth(220)
        under = row(self.source, None, gap=10)
        for words, text in EXAMPLES:
            self._last = button(words, self._taker(text), "quiet", hint=self.tr("用这段例文试一试"))
            under.addWidget(self._last)
        under.insertWidget(2, label(self.tr("例文"), "meta"))
        under.addSpacing(6)
        under.addWidget(self._count)
        left = QWidget()
        left.setObjectName("clear")
        lines = column(self.text, under, gap=10)
        lines.setContentsMargins(20, 16, 16, 14)
        left.setLayout(lines)
        self._side.addWidget(self._nothing())
        self._side.addWidget(self._answer())
        right = QFrame()
        right.setObjectName("column")
        right.setProperty("side", "right")
        right.setLayout(column(self._side, gap=0))
        right.setMinimumWidth(440)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([760, 600])
        lines = column(self.bar, gap=0)
        lines.addWidget(split, 1)
        self.setLayout(lines)

    def _nothing(self) -> Empty:
        words = self.tr("左边贴一段文字，这里就会写明该由谁负责、为什么、属于什么领域、要不要请人看一眼。")
        tried, text = EXAMPLES[0]
        first = button(self.tr("用例文“{name}”试一试").format(name=tried), self._taker(text), "primary")
        return Empty("magnifying-glass", self.tr("贴一段文字试试"), words, first)

    def _answer(self) -> QWidget:
        inside = QWidget()
        lines = column(holder(self._chips), self.card, None, gap=8)
        lines.setContentsMargins(12, 14, 12, 14)
        inside.setLayout(lines)
        foot_frame = QFrame()
        foot_frame.setObjectName("foot")
        self._teach = button(self.tr("纠正并学习…"), self.teach, "primary", "pencil-simple", hint="Ctrl+T")
        self._again = button(self.tr("重新研判"), self.read, "", "arrow-clockwise", hint="Ctrl+Enter")
        foot = row(self._teach, self._again, gap=8)
        foot.addWidget(self._model, 1)
        foot.addWidget(self._state)
        foot.setContentsMargins(20, 10, 20, 12)
        foot_frame.setLayout(foot)
        return holder(column(scrolled(inside), foot_frame, gap=0))

    def _connect(self) -> None:
        self.text.textChanged.connect(self._changed)
        self.text.shortened.connect(lambda: self.bar.tell(self.tr("文字太长，只取前 10 万字。")))
        self.source.textChanged.connect(lambda _text: self._still.start())
        self.source.returnPressed.connect(self.read)
        self.card.chosen.connect(self._mark)
        self.seat.work.idle.connect(lambda: self._state.setText(""))
        self.teaching.taught.connect(self._taught)
        self.teaching.failed.connect(lambda error, retry: self.bar.fail(error, retry))
        for keys, act in (("Ctrl+Return", self.read), ("Ctrl+Enter", self.read), ("Ctrl+T", self.teach)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- reading

    def _reader(self, words: str, source: str | None) -> Callable[[], Reading]:
        desk = self.seat.desk
        title, _, body = words.partition("\n")

        def read() -> Reading:
            verdict = desk.texts.read(title, body, source)
            rules = tuple(filter(None, (desk.items.rule(id) for id in verdict.rules)))
            return Reading(words, verdict, rules, verdict.model or desk.texts.model())

        return read

    def _changed(self) -> None:
        words = self.text.words
        self._count.setText(self.tr("{n:,} 字").format(n=len(words)) if words else "")
        if self.reading is not None and words == self.reading.words:
            return  # only the marks changed
        if words != self._told_of:
            self.bar.hide()  # what it tells is of the text before
        self._told_of = words
        self._still.start()

    def _show(self, reading: Reading) -> None:
        if reading.words != self.text.words:
            return  # another text stands there by now, and will be read
        same = self.reading is not None and self.reading.words == reading.words
        self.reading = reading
        if not same:
            self.teaching.begin()
        self._state.setText("")
        learned = reading.model.rpartition(" + ")[2]  # what the desk learned stands last, and tells most
        self._model.setText(self.tr("由 {model} 研判").format(model=learned))
        self._model.setToolTip(reading.model)
        self._show_chips(reading.verdict)
        self.card.show_parts(parts_of(reading.verdict, self.seat.unit, reading.rules))
        self.card.show_ground(self._ground(reading))
        self._mark(None)
        self._side.setCurrentIndex(1)
        self._order_keys()

    def _order_keys(self) -> None:
        """Tab goes on from the text to what was read out of it, and from there to what can be done."""
        steps = (self._last, *self.card.rows, self._teach, self._again)
        for before, after in pairwise(steps):
            QWidget.setTabOrder(before, after)

    def _show_nothing(self) -> None:
        self.reading = None
        self._state.setText("")
        self.text.mark(())
        self._side.setCurrentIndex(0)

    def _show_chips(self, verdict: Verdict) -> None:
        empty_layout(self._chips)
        sure = chip(self.tr("把握足够"), "good") if verdict.sure else chip(self.tr("请人看一眼"), "amber", strong=True)
        self._chips.addWidget(sure)
        if verdict.severity is not None:
            level = Level(verdict.severity.level)
            words = self.tr("初判 {numeral} 级").format(numeral=level.numeral)
            self._chips.addWidget(chip(words, level_tone(level), strong=True))
        if verdict.local:
            self._chips.addWidget(chip(self.tr("本地"), "accent"))

    def _ground(self, reading: Reading) -> tuple[str, ...]:
        """The rule that chose the lead in its own words, and the documents and clauses it stands in."""
        id = reading.verdict.lead.rule
        if not id:
            return ()
        rule = next((rule for rule in reading.rules if rule.id == id), None)
        if rule is None:
            return (f"{id} {said(RULE[id])}" if id in RULE else id,)
        ground = self.tr("依据 {id}：{words}。").format(id=id, words=rule_words(rule))
        return (ground, *(self.tr("出处：{ref}").format(ref=ground_of(ref)) for ref in rule.refs))

    def _mark(self, part: Part | None) -> None:
        if self.reading is None:
            return
        if part is None:
            self.text.mark(telling(self.reading.verdict))
        else:
            self.text.mark(part.reasons, strong=True)

    def _failed(self, error: DeskError) -> None:
        self._show_nothing()  # what stands there is of another text
        self.bar.fail(error, self.read)

    # --- teaching

    def teach(self) -> None:
        """Say what is right of the text that was read."""
        if self.reading is None or self.reading.words != self.text.words:
            self.bar.tell(self.tr("请先贴一段文字，等研判结果出来再纠正。"))
            return
        title, _, body = self.reading.words.partition("\n")
        self.teaching.ask(title, body, self.reading.verdict)

    def _taught(self, words: str) -> None:
        self.bar.tell(words)

    def _taker(self, text: str) -> Callable[[], None]:
        return lambda: self.show_text(text)
