"""值班岗位: the posts of this office that ladders tell, with the telephone of each; posts, never persons."""

from __future__ import annotations

from dataclasses import replace

from opinion_desk.domain.errors import DeskError
from opinion_desk.settings import Post

from ..parts.buttons import button
from ..parts.cards import Card, row
from ..parts.labels import label
from ..seat import Seat
from .pair_rows import PairRows
from .section import Section


class PostsSection(Section):
    """Rows of post and telephone, kept together."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr("提级层级按岗位呼叫，这里登记本单位有哪些岗位、值班电话是多少。填岗位的电话，不填个人的。")
        super().__init__(seat, self.tr("值班岗位"), words)
        self._touched = False
        captions = (self.tr("岗位"), self.tr("值班电话"))
        self.rows = PairRows(
            captions, (self.tr("例如 值班负责人"), self.tr("例如 0519-0000 0000")), self.tr("添加岗位"), (3, 2)
        )
        self.rows.edited.connect(self._edited)
        self.save_button = button(self.tr("保存"), self.save, "primary")
        heads = row(gap=8)
        for caption, share in zip(captions, (3, 2), strict=True):
            heads.addWidget(label(caption, "meta"), share)
        heads.addSpacing(40)
        card = Card()
        card.body.addLayout(heads)
        card.body.addWidget(self.rows)
        card.body.addLayout(row(None, self.save_button))
        self.body.addWidget(card)

    def shown(self) -> None:
        if not self._touched:
            self.rows.show_pairs([(post.name, post.phone) for post in self.seat.desk.settings.posts])
        self.save_button.setEnabled(self._touched)

    def save(self) -> None:
        """Keep the posts; one without a name or there twice is refused in its row."""
        posts = [Post(name, phone) for name, phone in self.rows.pairs]
        names = [post.name for post in posts]
        if (bad := next((post for post in posts if not post.name), None)) is not None:
            self.rows.refuse(self.tr("请写岗位的名称。"), bad.name)
            return
        if (twice := next((name for name in names if names.count(name) > 1), None)) is not None:
            self.rows.refuse(self.tr("“{post}”写了两次；请删去一行。").format(post=twice), twice)
            return
        desk, before = self.seat.desk, self.seat.desk.settings
        self.seat.work.run(
            self,
            lambda: desk.save(replace(before, posts=tuple(posts))),
            lambda _: self._saved(before.posts),
            self._failed,
        )

    def _saved(self, before: tuple[Post, ...]) -> None:
        self._touched = False
        self.save_button.setEnabled(False)
        self.bar.tell(self.tr("已保存岗位。"), self.tr("撤销"), lambda: self._put_back(before))

    def _put_back(self, before: tuple[Post, ...]) -> None:
        desk = self.seat.desk
        self._touched = False
        self.seat.work.run(
            self, lambda: desk.save(replace(desk.settings, posts=before)), lambda _: self.shown(), self._failed
        )

    def _failed(self, error: DeskError) -> None:
        self.bar.fail(error)

    def _edited(self) -> None:
        self._touched = True
        self.save_button.setEnabled(True)
