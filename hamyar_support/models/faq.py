"""Questions and answers, in categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ForeignKey, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db
from ..persian import indexed_text, search_terms
from ..richtext import made_html, markdown_html
from .audit import AuditEntry, AuditKind
from .ordering import put_in_place
from .rules import NotAllowed

if TYPE_CHECKING:
    from .user import User


class FaqCategory(Base):
    __tablename__ = "faq_categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)

    entries: Mapped[list[FaqEntry]] = relationship(
        back_populates="category", order_by="(FaqEntry.position, FaqEntry.id)"
    )

    @classmethod
    def in_order(cls) -> Select[FaqCategory]:
        return select(cls).order_by(cls.position, cls.id)

    @classmethod
    def create(cls, name: str, by: User) -> FaqCategory:
        """A new, empty category, last in the order."""
        last = db.session.scalar(select(func.max(cls.position))) or 0
        category = cls(name=name, position=last + 1)
        db.session.add(category)
        AuditEntry.record(AuditKind.FAQ, "create_category", name, by)
        return category

    def rename(self, name: str, by: User) -> None:
        """Call the category `name`; harmless when it is called so already."""
        if name != self.name:
            AuditEntry.record(AuditKind.FAQ, "rename_category", name, by, old=self.name, new=name)
            self.name = name

    def move_to(self, place: int, by: User) -> None:
        """Give the category the `place`, from 1, among all; harmless when it has it already."""
        if moved := put_in_place(self, db.session.scalars(self.in_order()).all(), place):
            AuditEntry.record(AuditKind.FAQ, "move_category", self.name, by, *moved)

    def delete(self, by: User) -> None:
        """Delete the category; raises NotAllowed while any question is in it, since nothing written is deleted."""
        if self.entries:
            raise NotAllowed(_l("A category with questions in it cannot be deleted."))
        AuditEntry.record(AuditKind.FAQ, "delete_category", self.name, by)
        db.session.delete(self)


class FaqEntry(Base):
    __tablename__ = "faq_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("faq_categories.id"), index=True)
    question: Mapped[str] = mapped_column(String(300))
    # In the small Markdown of richtext.markdown_html; the HTML made from it is kept beside it.
    answer: Mapped[str] = mapped_column(Text)
    answer_html: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    published: Mapped[bool] = mapped_column(default=True)

    category: Mapped[FaqCategory] = relationship(back_populates="entries")

    @property
    def html(self) -> Markup:
        return made_html(self.answer_html)

    def write(self, question: str, answer: str) -> None:
        """Set the question and its answer, with the HTML and the search text made from them."""
        self.question = question
        self.answer = answer
        self.answer_html = str(markdown_html(answer))
        self.search_text = indexed_text(f"{question} {answer}")

    @classmethod
    def create(cls, category: FaqCategory, question: str, answer: str, *, published: bool, by: User) -> FaqEntry:
        """A new entry, last in its category."""
        entry = cls(category=category, position=cls._behind(category), published=published)
        entry.write(question, answer)
        db.session.add(entry)
        AuditEntry.record(AuditKind.FAQ, "create", question, by)
        return entry

    def edit(self, category: FaqCategory, question: str, answer: str, *, published: bool, by: User) -> None:
        """Make the entry say this, there; what is so already is left alone. In a new category it comes last."""
        if (question, answer) != (self.question, self.answer):
            AuditEntry.record(AuditKind.FAQ, "edit", question, by, replaced=f"{self.question}\n\n{self.answer}")
            self.write(question, answer)
        if category.id != self.category_id:
            AuditEntry.record(AuditKind.FAQ, "transfer", question, by, old=self.category.name, new=category.name)
            self.position = self._behind(category)
            self.category = category
        self.publish(published, by)

    def publish(self, published: bool, by: User) -> None:
        """Show the entry on the site, or take it off and keep it; harmless when repeated."""
        if published is not self.published:
            self.published = published
            AuditEntry.record(AuditKind.FAQ, "publish" if published else "unpublish", self.question, by)

    def move_to(self, place: int, by: User) -> None:
        """Give the entry the `place`, from 1, in its category; harmless when it has it already."""
        if moved := put_in_place(self, self.category.entries, place):
            AuditEntry.record(AuditKind.FAQ, "move", self.question, by, *moved)

    @classmethod
    def _behind(cls, category: FaqCategory) -> int:
        return (db.session.scalar(select(func.max(cls.position)).where(cls.category_id == category.id)) or 0) + 1

    @classmethod
    def published_entries(cls, query: str = "", limit: int | None = None) -> list[FaqEntry]:
        """The published entries that hold every word of `query`, in the order of their categories.

        A query without a letter or digit finds nothing; no query at all finds everything.
        """
        terms = search_terms(query)
        if query and not terms:
            return []
        wanted = (
            select(cls)
            .join(cls.category)
            .where(cls.published)
            .options(joinedload(cls.category, innerjoin=True))
            .order_by(FaqCategory.position, FaqCategory.id, cls.position, cls.id)
        )
        for term in terms:
            wanted = wanted.where(cls.search_text.contains(term, autoescape=True))
        return list(db.session.scalars(wanted.limit(limit)))
