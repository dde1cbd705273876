"""The audit: every administrative change, who made it, from what, to what, when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db
from .words import LABELS, Role, utc_now, word_column

if TYPE_CHECKING:
    from .user import User

TEXT_MAX_LENGTH = 300


class AuditKind(StrEnum):
    PERSON = "person"
    DEPARTMENT = "department"
    FAQ = "faq"
    REPLY = "reply"
    MAIL = "mail"


SENTENCES = {
    (AuditKind.PERSON, "create"): _l("%(name)s made an account for %(subject)s: %(new)s"),
    (AuditKind.PERSON, "role"): _l("%(name)s changed the role of %(subject)s from %(old)s to %(new)s"),
    (AuditKind.PERSON, "departments"): _l("%(name)s changed the departments of %(subject)s from %(old)s to %(new)s"),
    (AuditKind.PERSON, "disable"): _l("%(name)s disabled the account of %(subject)s"),
    (AuditKind.PERSON, "enable"): _l("%(name)s enabled the account of %(subject)s"),
    (AuditKind.PERSON, "password"): _l("%(name)s set a new password for %(subject)s"),
    (AuditKind.PERSON, "reset_link"): _l("%(name)s made a link for a new password for %(subject)s"),
    (AuditKind.PERSON, "factor_off"): _l("%(name)s switched off the second step of logging in for %(subject)s"),
    (AuditKind.DEPARTMENT, "create"): _l("%(name)s made the department “%(subject)s”"),
    (AuditKind.DEPARTMENT, "rename"): _l("%(name)s renamed the department “%(old)s” to “%(new)s”"),
    (AuditKind.DEPARTMENT, "move"): _l("%(name)s moved the department “%(subject)s” from place %(old)s to %(new)s"),
    (AuditKind.DEPARTMENT, "retire"): _l("%(name)s retired the department “%(subject)s”"),
    (AuditKind.DEPARTMENT, "restore"): _l("%(name)s brought the department “%(subject)s” back"),
    (AuditKind.FAQ, "create_category"): _l("%(name)s made the category of questions “%(subject)s”"),
    (AuditKind.FAQ, "rename_category"): _l("%(name)s renamed the category of questions “%(old)s” to “%(new)s”"),
    (AuditKind.FAQ, "move_category"): _l(
        "%(name)s moved the category of questions “%(subject)s” from place %(old)s to %(new)s"
    ),
    (AuditKind.FAQ, "delete_category"): _l("%(name)s deleted the empty category of questions “%(subject)s”"),
    (AuditKind.FAQ, "create"): _l("%(name)s wrote the question “%(subject)s”"),
    (AuditKind.FAQ, "edit"): _l("%(name)s changed the question “%(subject)s” or its answer"),
    (AuditKind.FAQ, "transfer"): _l("%(name)s moved the question “%(subject)s” from category “%(old)s” to “%(new)s”"),
    (AuditKind.FAQ, "move"): _l("%(name)s moved the question “%(subject)s” from place %(old)s to %(new)s"),
    (AuditKind.FAQ, "publish"): _l("%(name)s published the question “%(subject)s”"),
    (AuditKind.FAQ, "unpublish"): _l("%(name)s took the question “%(subject)s” off the site"),
    (AuditKind.REPLY, "create"): _l("%(name)s made the canned reply “%(subject)s”"),
    (AuditKind.REPLY, "edit"): _l("%(name)s changed the canned reply “%(subject)s”"),
    (AuditKind.REPLY, "retire"): _l("%(name)s retired the canned reply “%(subject)s”"),
    (AuditKind.REPLY, "restore"): _l("%(name)s brought the canned reply “%(subject)s” back"),
    (AuditKind.MAIL, "retry"): _l("%(name)s had the mail to %(subject)s sent again"),
}
ALL_DEPARTMENTS = _l("All departments")


class AuditEntry(Base):
    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_actor", "actor_id", "id"),
        Index("ix_audit_entries_created", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[AuditKind] = mapped_column(word_column(AuditKind, check=False))
    # What was done, a word of the code such as "create" or "disable"; the page says it in the reader's language.
    action: Mapped[str] = mapped_column(String(20))
    # What it was done to, by the name it had then.
    subject: Mapped[str] = mapped_column(String(TEXT_MAX_LENGTH))
    old: Mapped[str] = mapped_column(String(TEXT_MAX_LENGTH), default="")
    new: Mapped[str] = mapped_column(String(TEXT_MAX_LENGTH), default="")
    # The text that stood there before, whole: nothing that a person wrote is lost by writing over it.
    replaced: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    actor: Mapped[User] = relationship()

    @classmethod
    def record(
        cls,
        kind: AuditKind,
        action: str,
        subject: str,
        by: User,
        old: str | int = "",
        new: str | int = "",
        replaced: str | None = None,
    ) -> None:
        """Write one change down, in the transaction that makes it; `replaced` is a long text that it wrote over."""
        assert (kind, action) in SENTENCES
        db.session.add(
            cls(
                kind=kind,
                action=action,
                subject=subject[:TEXT_MAX_LENGTH],
                actor_id=by.id,
                old=str(old)[:TEXT_MAX_LENGTH],
                new=str(new)[:TEXT_MAX_LENGTH],
                replaced=replaced,
                created_at=utc_now(),
            )
        )

    @classmethod
    def wanted(
        cls, actor_id: int | None = None, between: tuple[datetime, datetime] | None = None
    ) -> Select[AuditEntry]:
        """A query for what `actor_id` did, or everybody, from the first of two instants until before the second."""
        entries = select(cls).options(joinedload(cls.actor, innerjoin=True))
        if actor_id is not None:
            entries = entries.where(cls.actor_id == actor_id)
        if between:
            entries = entries.where(cls.created_at >= between[0], cls.created_at < between[1])
        return entries

    @property
    def sentence(self) -> str:
        """The change as a sentence in the reader's language, with places for name, subject, old and new."""
        return str(SENTENCES[self.kind, self.action])

    @property
    def words(self) -> dict[str, str]:
        """What goes into the places of the sentence."""
        if self.kind is AuditKind.PERSON and self.action in ("create", "role"):
            old, new = (str(LABELS[Role(word)]) if word else "" for word in (self.old, self.new))
        elif self.action == "departments":
            old, new = self.old or str(ALL_DEPARTMENTS), self.new or str(ALL_DEPARTMENTS)
        else:
            old, new = self.old, self.new
        return {"name": self.actor.full_name, "subject": self.subject, "old": old, "new": new}
