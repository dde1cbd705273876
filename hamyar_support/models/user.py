"""People: customers and the staff that answers them."""

from __future__ import annotations

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base, db
from ..persian import identity_key
from .department import Department, department_agents
from .search import SearchEntry
from .words import Role, utc_now, word_column

# One letter can fold to eighteen (ﷺ), so a key can be longer than what it was made from.
USERNAME_KEY_MAX_LENGTH = 100
EMAIL_MAX_LENGTH = 254


class User(UserMixin, Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50))
    username_key: Mapped[str] = mapped_column(String(USERNAME_KEY_MAX_LENGTH), unique=True)
    email: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH))
    email_key: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    mobile: Mapped[str] = mapped_column(String(20), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(word_column(Role), default=Role.CUSTOMER)
    locale: Mapped[str] = mapped_column(String(5), default="fa")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    disabled_at: Mapped[datetime | None]
    # Goes up with every change that this customer can see on any of their tickets: what a list compares when it asks
    # whether anything is new.
    ticket_changes: Mapped[int] = mapped_column(default=0)

    departments: Mapped[list[Department]] = relationship(secondary=department_agents, order_by=Department.position)

    @classmethod
    def create(
        cls,
        username: str,
        email: str,
        full_name: str,
        password_hash: str,
        *,
        role: Role = Role.CUSTOMER,
        mobile: str = "",
    ) -> User:
        """A new person, added to the session; unique keys are folded from the username and the e-mail."""
        user = cls(
            username=username,
            username_key=identity_key(username),
            email=email,
            email_key=identity_key(email),
            full_name=full_name,
            password_hash=password_hash,
            role=role,
            mobile=mobile,
            locale="fa",
        )
        db.session.add(user)
        db.session.flush()
        user.index()
        return user

    def index(self) -> None:
        """Let staff find the tickets of this person by what they are called now."""
        if not self.is_staff:
            SearchEntry.set_customer(self)

    @classmethod
    def named(cls, name: str) -> User | None:
        """The person whose username or e-mail is `name`, whatever its letters' case, digits or spelling of ی and ک."""
        key = identity_key(name)
        if not key:
            return None
        found = db.session.scalars(select(cls).where((cls.username_key == key) | (cls.email_key == key))).all()
        # A username may not look like an e-mail, so at most one row matches.
        return found[0] if found else None

    @classmethod
    def key_is_taken(cls, *, username: str | None = None, email: str | None = None) -> bool:
        """Whether somebody has this username or e-mail, or one that people would take for the same."""
        same = cls.email_key == identity_key(email) if email else cls.username_key == identity_key(username or "")
        return db.session.scalar(select(cls.id).where(same)) is not None

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def is_staff(self) -> bool:
        return self.role in (Role.AGENT, Role.ADMIN)

    @property
    def initials(self) -> str:
        """The first letters of the first two words of the name; ZWNJ keeps Persian letters from joining."""
        return "\u200c".join(word[0] for word in self.full_name.split()[:2])
