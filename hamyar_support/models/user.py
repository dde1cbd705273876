"""People: customers and the staff that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_login import UserMixin
from sqlalchemy import BigInteger, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base, db
from ..logs import Event, after_commit
from ..persian import identity_key, normalise_mobile
from .audit import AuditEntry, AuditKind
from .department import Department, department_agents
from .login_session import LoginSession
from .password_reset import PasswordReset
from .rules import NotAllowed
from .search import SearchEntry, holds_of_person
from .words import Role, utc_now, word_column

# One letter can fold to eighteen (ﷺ), so a key can be longer than what it was made from.
USERNAME_KEY_MAX_LENGTH = 100
EMAIL_MAX_LENGTH = 254
# Somebody is always left to run the desk: whoever changes another is an admin and stays one.
OWN_ACCOUNT = _l("Nobody can do this to their own account; ask another admin.")
DISABLED = _l("The account is disabled; enable it first.")


class User(UserMixin, Base):
    __tablename__ = "users"
    __table_args__ = (Index("ix_users_role", "role", "id"),)

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
    disabled_at: Mapped[datetime | None] = mapped_column(index=True)
    # Goes up with every change that this customer can see on any of their tickets: what a list compares when it asks
    # whether anything is new.
    ticket_changes: Mapped[int] = mapped_column(default=0)
    # The secret that this person's device makes codes with (RFC 6238), in base 32, and the last step of time whose code
    # was taken: no code is taken twice.
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int | None] = mapped_column(BigInteger)

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
        after_commit(Event.PERSON_CREATED, person=user.id, role=role)
        return user

    def index(self) -> None:
        """Let staff find this person and their tickets by what they are called now."""
        SearchEntry.set_person(self)

    @classmethod
    def found_by(cls, query: str) -> Select[User]:
        """A query for the people whose name, username, e-mail or mobile hold the words of `query`."""
        # A whole number is looked for as it is kept, however it was written.
        return select(cls).where(holds_of_person(cls.id.expression, normalise_mobile(query) or query))

    @classmethod
    def hire(
        cls,
        username: str,
        email: str,
        full_name: str,
        password_hash: str,
        *,
        role: Role,
        mobile: str,
        departments: Sequence[Department],
        by: User,
    ) -> User:
        """A new member of staff, who serves `departments` (none named: all of them)."""
        user = cls.create(username, email, full_name, password_hash, role=role, mobile=mobile)
        user.departments = list(departments)
        AuditEntry.record(AuditKind.PERSON, "create", full_name, by, new=role)
        return user

    def change_role(self, role: Role, by: User) -> None:
        """Give the person `role`; harmless when they have it. Raises NotAllowed for one's own."""
        if role is self.role:
            return
        if self.id == by.id:
            raise NotAllowed(OWN_ACCOUNT)
        AuditEntry.record(AuditKind.PERSON, "role", self.full_name, by, old=self.role, new=role)
        after_commit(Event.ROLE_CHANGED, person=self.id, old=self.role, new=role)
        self.role = role

    def serve(self, departments: Sequence[Department], by: User) -> None:
        """Make these the departments that the person serves, none meaning all; a customer serves none. Harmless when
        they are so already.
        """
        departments = departments if self.is_staff else []
        if {department.id for department in departments} == {department.id for department in self.departments}:
            return
        old, new = ("، ".join(each.name for each in some) for some in (self.departments, departments))
        AuditEntry.record(AuditKind.PERSON, "departments", self.full_name, by, old=old, new=new)
        self.departments = list(departments)
        after_commit(Event.DEPARTMENTS_CHANGED, person=self.id)

    def disable(self, by: User) -> None:
        """Let the person in no more and end their sessions at once; what they wrote and answer for stays.

        Harmless when repeated. Raises NotAllowed for one's own.
        """
        if self.id == by.id:
            raise NotAllowed(OWN_ACCOUNT)
        if self.is_active:
            self.disabled_at = utc_now()
            LoginSession.end_all(self)
            PasswordReset.void(self)
            AuditEntry.record(AuditKind.PERSON, "disable", self.full_name, by)
            after_commit(Event.PERSON_DISABLED, person=self.id)

    def enable(self, by: User) -> None:
        """Let a disabled person in again; harmless when repeated."""
        if not self.is_active:
            self.disabled_at = None
            AuditEntry.record(AuditKind.PERSON, "enable", self.full_name, by)
            after_commit(Event.PERSON_ENABLED, person=self.id)

    def set_password(self, password_hash: str) -> None:
        """Replace the password; links for a new one that are under way open nothing any more."""
        self.password_hash = password_hash
        PasswordReset.void(self)
        after_commit(Event.PASSWORD_CHANGED, person=self.id)

    def replace_password(self, password_hash: str) -> None:
        """Set a new password for a forgotten one, and end every session that was opened with that."""
        self.set_password(password_hash)
        LoginSession.end_all(self)

    def offer_reset(self, by: User) -> str:
        """A link for a new password, for `by` to hand over; gives its token. Raises NotAllowed for one's own, and for
        somebody who is disabled.
        """
        if self.id == by.id:
            raise NotAllowed(OWN_ACCOUNT)
        if not self.is_active:
            raise NotAllowed(DISABLED)
        AuditEntry.record(AuditKind.PERSON, "reset_link", self.full_name, by)
        after_commit(Event.RESET_LINK_OFFERED, person=self.id)
        return PasswordReset.issue(self)

    def change_email(self, email: str) -> None:
        """Give the person another e-mail. Flushes, and so raises IntegrityError where somebody else has it."""
        self.email, self.email_key = email, identity_key(email)
        PasswordReset.void(self)  # what was sent to the old one
        db.session.flush()
        self.index()
        after_commit(Event.EMAIL_CHANGED, person=self.id)

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
