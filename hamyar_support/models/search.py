"""The search index: the folded words of tickets, messages and customers.

FTS5 stands behind it on SQLite and a GIN index on PostgreSQL.

The migration makes what the tables alone cannot say: on SQLite the full-text table `search_fts` and the triggers that
follow `search_entries`, on PostgreSQL the index over `to_tsvector('simple', text)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    Text,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db
from ..persian import indexed_text, normalise_mobile, search_choices

if TYPE_CHECKING:
    from .message import Message
    from .ticket import Ticket
    from .user import User


class SearchEntry(Base):
    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The words are those of a message of a ticket, of a ticket itself, or of a person and so of all their tickets.
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    # Words of notes and of staff's own fields; a customer's search never reads them.
    internal: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)

    @classmethod
    def add_ticket(cls, ticket: Ticket) -> None:
        """Make a new ticket findable by its code and subject."""
        db.session.add(cls(ticket_id=ticket.id, internal=False, text=indexed_text(f"{ticket.code} {ticket.subject}")))

    @classmethod
    def add_message(cls, message: Message) -> None:
        """Make a message findable by its words and the names of its files."""
        names = " ".join(attachment.name for attachment in message.attachments)
        words = indexed_text(f"{message.body} {names}")
        db.session.add(cls(ticket_id=message.ticket_id, message_id=message.id, internal=message.is_note, text=words))

    @classmethod
    def set_person(cls, person: User) -> None:
        """Make a person, and a customer's tickets, findable for staff by name, username, e-mail and mobile."""
        words = indexed_text(f"{person.full_name} {person.username} {person.email} {person.mobile}")
        entry = db.session.scalars(select(cls).where(cls.customer_id == person.id)).one_or_none()
        if entry is None:
            entry = cls(customer_id=person.id, internal=True)
            db.session.add(entry)
        entry.text = words


def holds(
    ticket_id: ColumnElement[int], customer_id: ColumnElement[int], query: str, *, internal: bool
) -> ColumnElement[bool]:
    """The condition that a ticket holds every word of `query`, each as the beginning of a word, anywhere in it.

    A query without a letter or digit finds nothing. `internal` says whether the reader may find what only staff sees,
    the customer's own particulars among it.
    """
    conditions = []
    for choices in search_choices(query):
        found = select(SearchEntry.ticket_id).where(SearchEntry.ticket_id.is_not(None), _matches(*choices))
        if internal:
            people = select(SearchEntry.customer_id).where(SearchEntry.customer_id.is_not(None), _matches(*choices))
            conditions.append(or_(ticket_id.in_(found), customer_id.in_(people)))
        else:
            conditions.append(ticket_id.in_(found.where(SearchEntry.internal.is_(False))))
    held = and_(*conditions) if conditions else false()
    return or_(held, _has_mobile(customer_id, query)) if internal else held


def holds_of_person(user_id: ColumnElement[int], query: str) -> ColumnElement[bool]:
    """The condition that a person's name, username, e-mail and mobile hold every word of `query`, as `holds` does."""
    people = select(SearchEntry.customer_id).where(SearchEntry.customer_id.is_not(None))
    conditions = [user_id.in_(people.where(_matches(*choices))) for choices in search_choices(query)]
    return or_(and_(*conditions), _has_mobile(user_id, query)) if conditions else false()


def _has_mobile(user_id: ColumnElement[int], query: str) -> ColumnElement[bool]:
    """The condition that `query` is the person's mobile number, however it is written."""
    mobile = normalise_mobile(query)
    people = select(SearchEntry.customer_id).where(SearchEntry.customer_id.is_not(None))
    return user_id.in_(people.where(_matches(mobile))) if mobile else false()


def _matches(*terms: str) -> ColumnElement[bool]:
    """The condition that an entry holds one of `terms` as the beginning of a word."""
    # Terms are letters and digits only (persian.search_choices), so quoting them is all the escaping there is.
    choices = dict.fromkeys(terms)
    if db.engine.dialect.name == "sqlite":
        asked = " OR ".join(f'"{term}"*' for term in choices)
        words: BindParameter[str] = bindparam("words", asked, unique=True)
        match = text("SELECT rowid FROM search_fts WHERE search_fts MATCH :words").bindparams(words)
        return SearchEntry.id.in_(match.columns(SearchEntry.id).scalar_subquery())
    vector = func.to_tsvector(literal_column("'simple'::regconfig"), SearchEntry.text)
    asked = " | ".join(f"{term}:*" for term in choices)
    return vector.op("@@")(func.to_tsquery(literal_column("'simple'::regconfig"), asked))
