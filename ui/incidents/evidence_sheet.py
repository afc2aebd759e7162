"""登记权威发布, 新闻发布会 or 回应: what, when, and the evidence that stops the clocks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.releasing import FORMS, Particulars
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import FORM_WORDS, DraftState, EvidenceKind

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.files import ask_file
from ..parts.labels import label
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import said


class EvidenceSheet(Sheet):
    """An address or a file is needed: a clock is not stopped by a word."""

    registered = Signal()

    def __init__(
        self, over: QWidget, seat: Seat, incident: Incident, kind: EvidenceKind, draft: int | None = None
    ) -> None:
        title, example = {
            EvidenceKind.RELEASE: ("登记权威发布", "例如 情况通报（第一号）"),
            EvidenceKind.CONFERENCE: ("登记新闻发布会", "例如 事故情况新闻发布会"),
            EvidenceKind.RESPONSE: ("登记公开回应", "例如 关于自来水异味的说明"),
        }[kind]
        super().__init__(over, title, f"{incident.number} {incident.title}", width=600, accept="登记")
        self._seat, self._incident, self._kind = seat, incident, kind
        self.seen = incident.acts
        self.what = QLineEdit()
        self.what.setPlaceholderText(example)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.at = MomentField(seat)
        self.form = Choice((form, said(FORM_WORDS[form])) for form in FORMS[kind])
        self.draft = self._drafts(draft)
        self.issuer = self._issuers()
        self.leader = QLineEdit()
        self.leader.setPlaceholderText("例如 市长")
        self._file: Path | None = None
        self._file_button = button(self.tr("选择文件…"), self._choose, "", "paperclip")
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addLayout(field(self.tr("发布了什么"), self.what))
        self._side_by_side((self.tr("何时发布"), self.at), (self.tr("形式"), self.form))
        self.body.addLayout(field(self.tr("凭据：公开的网址"), self.address))
        words = self.tr("凭据也可以是一份文件（保存的网页、通稿、录音…），存入数据目录并记下摘要；可与网址并用。")
        self.body.addWidget(label(words, "meta", wrap=True))
        self.body.addLayout(row(self._file_button, None))
        self._side_by_side((self.tr("由谁发布"), self.issuer), (self.tr("主要负责人发声（岗位，可不填）"), self.leader))
        if self.draft.count() > 1:
            self.body.addLayout(field(self.tr("发布的是哪份稿件"), self.draft))

    def _side_by_side(self, *fields: tuple[str, QWidget]) -> None:
        both = row(gap=12)
        for caption, inside in fields:
            both.addLayout(field(caption, inside), 1)
        self.body.addLayout(both)

    def _drafts(self, wanted: int | None) -> Choice:
        """The signed drafts; the one that was wished for chosen, with its title as the words."""
        signed = [draft for draft in self._incident.drafts if draft.state is DraftState.SIGNED]
        pairs: list[tuple[int | None, str]] = [(None, self.tr("没有经过送审的稿件"))]
        pairs += [(draft.number, f"{draft.number} {draft.what}") for draft in signed]
        made = Choice(pairs)
        chosen = wanted if wanted is not None else signed[-1].number if signed else None
        made.choose(chosen)
        self.what.setText(next((draft.what for draft in signed if draft.number == chosen), ""))
        return made

    def _issuers(self) -> Choice:
        """The lead unit, the others that have the matter, and the superior that took over."""
        over = self._incident.taken_over
        units = [a.unit for a in sorted(self._incident.assignments, key=lambda a: not a.lead) if a.live]
        pairs = [("", self.tr("本单位或主办单位"))]
        pairs += [(unit, self._seat.unit(unit)) for unit in units]
        if over is not None:
            pairs.append((over.authority, self.tr("{name}（已接管）").format(name=over.authority)))
        made = Choice(pairs)
        if over is not None:
            made.choose(over.authority)
        return made

    def choose_file(self, path: Path) -> None:
        """The file that is kept as evidence, under its digest."""
        self._file = path
        self._file_button.setText(f" {path.name}")

    def accept(self) -> None:
        what, address = self.what.text().strip(), self.address.text().strip()
        at, problem = self.at.read()
        if not what:
            self.refuse(self.tr("请写明发布了什么，例如“情况通报（第一号）”。"), self.what)
        elif problem:
            self.refuse(problem, self.at)
        elif not address and self._file is None:
            self.refuse(self.tr("发布要有凭据：请填网址，或选择一个文件。"), self.address)
        elif address and urlsplit(address).scheme not in ("http", "https"):
            self.refuse(self.tr("看不懂这个网址；请写完整的 http:// 或 https:// 网址。"), self.address)
        else:
            self.busy()
            service, id, file, by = self._seat.desk.incidents, self._incident.id, self._file, self._seat.by
            more = self._particulars()
            self._seat.work.run(
                self,
                lambda: service.answer(
                    id,
                    self._kind,
                    what,
                    address=address or None,
                    file=file,
                    particulars=more,
                    deed=deed(by, at, self.seen),
                ),
                self._written,
                self.failed,
            )

    def _particulars(self) -> Particulars:
        return Particulars(
            form=self.form.chosen,
            draft=self.draft.chosen,
            issued_by=self.issuer.chosen or "",
            leader=self.leader.text().strip(),
        )

    def _choose(self) -> None:
        chosen = ask_file(self, self.tr("选择作为凭据的文件"))
        if chosen is not None:
            self.choose_file(chosen)

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.registered.emit()
