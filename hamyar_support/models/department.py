"""Departments: the parts of the company that a request can be for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import Column, ForeignKey, Select, String, Table, func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db
from ..persian import identity_key
from .audit import AuditEntry, AuditKind
from .ordering import put_in_place
from .rules import NotAllowed
from .words import utc_now

if TYPE_CHECKING:
    from .user import User

department_agents = Table(
    "department_agents",
    Base.metadata,
    Column("department_id", ForeignKey("departments.id"), primary_key=True),
    Column("user_id", ForeignKey("users.id"), primary_key=True, index=True),
)


class Department(Base):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    # A retired department stays on its old tickets and leaves the form.
    retired_at: Mapped[datetime | None]

    @classmethod
    def in_use(cls) -> Select[Department]:
        """The departments that a new request can be for, in their order."""
        return select(cls).where(cls.retired_at.is_(None)).order_by(cls.position, cls.id)

    @classmethod
    def retired(cls) -> Select[Department]:
        """The departments of old, the last retired first."""
        return select(cls).where(cls.retired_at.is_not(None)).order_by(cls.retired_at.desc(), cls.id)

    @classmethod
    def name_is_taken(cls, name: str, but: int | None = None) -> bool:
        """Whether another department than the one with the id `but` has a name that people take for the same."""
        others = db.session.execute(select(cls.id, cls.name))
        return any(identity_key(other) == identity_key(name) for ident, other in others if ident != but)

    @classmethod
    def create(cls, name: str, by: User) -> Department:
        """A new department, last in the order."""
        last = db.session.scalar(select(func.max(cls.position))) or 0
        department = cls(name=name, position=last + 1)
        db.session.add(department)
        AuditEntry.record(AuditKind.DEPARTMENT, "create", name, by)
        return department

    def rename(self, name: str, by: User) -> None:
        """Call the department `name`; harmless when it is called so already."""
        if name != self.name:
            AuditEntry.record(AuditKind.DEPARTMENT, "rename", name, by, old=self.name, new=name)
            self.name = name

    def move_to(self, place: int, by: User) -> None:
        """Give a department in use the `place`, from 1, among those in use; harmless when it has it already."""
        if self.retired_at is None and (moved := put_in_place(self, db.session.scalars(self.in_use()).all(), place)):
            AuditEntry.record(AuditKind.DEPARTMENT, "move", self.name, by, *moved)

    def retire(self, by: User) -> None:
        """Take the department out of the form; its tickets keep it. Harmless when repeated. Raises NotAllowed."""
        if self.retired_at is not None:
            return
        if len(db.session.scalars(self.in_use()).all()) == 1:
            raise NotAllowed(_l("The last department cannot be retired: a request has to be for one."))
        self.retired_at = utc_now()
        AuditEntry.record(AuditKind.DEPARTMENT, "retire", self.name, by)

    def restore(self, by: User) -> None:
        """Bring a retired department back, last in the order; harmless when repeated."""
        if self.retired_at is not None:
            self.retired_at = None
            self.position = (db.session.scalar(select(func.max(Department.position))) or 0) + 1
            AuditEntry.record(AuditKind.DEPARTMENT, "restore", self.name, by)
