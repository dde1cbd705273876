"""The desk that is measured: 10,000 tickets of 5 messages and all that belongs to them, written in seconds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import insert

from hamyar_support import security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import Department, Message, SearchEntry, Ticket, User
from hamyar_support.models.ticket import NOBODY_WAITS
from hamyar_support.models.words import Priority, Role, Status, utc_now
from hamyar_support.persian import identity_key, search_text
from hamyar_support.richtext import to_html

from ..people import PASSWORD

TICKETS, MESSAGES, CUSTOMERS = 10_000, 5, 500
# Every so many tickets one is the measured customer's: 400 of them.
CUSTOMERS_SHARE = 25
SHORT, LONG = 10, 100
CUSTOMER, AGENT = "reza", "sara"
DEPARTMENTS = ("پشتیبانی فنی", "مالی و صورت‌حساب", "فروش", "زیرساخت", "آموزش", "پیشنهادها")
STATUSES = [Status.CLOSED] * 16 + [Status.OPEN] * 2 + [Status.ANSWERED, Status.PENDING]
SENTENCES = (
    "سلام و خسته نباشید.",
    "از دیروز صبح چاپگر شعبهٔ مرکزی هیچ برگه‌ای چاپ نمی‌کند و پیام «خطای ۴۰۴» نشان می‌دهد.",
    "دستگاه را خاموش و روشن کردیم، کابل شبکه را عوض کردیم و راه‌انداز را دوباره نصب کردیم، ولی فرقی نکرد.",
    "لطفاً نشانی https://example.com/help/printers را ببینید و مرحله‌های ۲ تا ۵ را یک بار دیگر انجام دهید.",
    "اگر باز هم درست نشد، شمارهٔ سریال پشت دستگاه و عکس صفحهٔ خطا را برای ما بفرستید.",
    "صورت‌حساب ماه گذشته دو بار ثبت شده است؛ خواهش می‌کنم یکی از آن‌ها را برگردانید.",
    "با سپاس از پیگیری شما، مشکل برطرف شد و کاربران می‌توانند وارد سامانه شوند.",
)


@dataclass(frozen=True)
class Desk:
    """What is measured: the usernames of a customer with 400 tickets and of an agent, the codes of two tickets."""

    customer: str
    agent: str
    short: str
    long: str


def fill(app: Flask) -> Desk:
    """Fill the empty, migrated database of `app` through the tables of the models."""
    chance, now = random.Random(1404), utc_now()
    with app.app_context():
        begin_write()
        db.session.execute(insert(Department), [{"name": name, "position": i} for i, name in enumerate(DEPARTMENTS, 1)])
        people = list(_people(security.hash_password(PASSWORD)))
        db.session.execute(insert(User), people)
        rows: dict[type, list[dict[str, Any]]] = {Ticket: [], Message: [], SearchEntry: []}
        for person in people:
            words = search_text(f"{person['full_name']} {person['username']} {person['email']}")
            rows[SearchEntry].append(_entry(customer_id=person["id"], text=words, internal=True))
        message_ids = count(1)
        for ident in range(1, TICKETS + 1):
            length = {TICKETS: SHORT, TICKETS - CUSTOMERS_SHARE: LONG}.get(ident, MESSAGES)
            _add_ticket(rows, ident, length, message_ids, now, chance)
        for table, found in rows.items():
            db.session.execute(insert(table), found)
        db.session.commit()
    return Desk(CUSTOMER, AGENT, short=_code(TICKETS), long=_code(TICKETS - CUSTOMERS_SHARE))


def _people(password_hash: str) -> Iterator[dict[str, Any]]:
    named = [(AGENT, "سارا احمدی", Role.AGENT), (CUSTOMER, "رضا کریمی", Role.CUSTOMER)]
    others = [(f"customer{i}", f"مشتری شمارهٔ {i}", Role.CUSTOMER) for i in range(3, CUSTOMERS + 2)]
    for ident, (username, full_name, role) in enumerate(named + others, 1):
        email = f"{username}@example.com"
        yield {
            "id": ident,
            "username": username,
            "username_key": identity_key(username),
            "email": email,
            "email_key": identity_key(email),
            "full_name": full_name,
            "password_hash": password_hash,
            "role": role,
            "ticket_changes": MESSAGES,
        }


def _add_ticket(
    rows: dict[type, list[dict[str, Any]]],
    ident: int,
    length: int,
    message_ids: Iterator[int],
    now: datetime,
    chance: random.Random,
) -> None:
    customer = 2 if ident % CUSTOMERS_SHARE == 0 else 3 + ident % (CUSTOMERS - 1)
    began = now - timedelta(days=2) - timedelta(hours=TICKETS - ident)
    status = chance.choice(STATUSES)
    subject = f"چاپگر شعبهٔ شمارهٔ {ident} کار نمی‌کند و کسی پاسخ نمی‌دهد"
    rows[SearchEntry].append(_entry(ticket_id=ident, text=search_text(f"{_code(ident)} {subject}")))
    for number in range(length):
        message, body = next(message_ids), _body(chance.randrange(200))
        at = began + timedelta(minutes=20 * number)
        rows[Message].append(
            {
                "id": message,
                "ticket_id": ident,
                "author_id": (customer, 1)[number % 2],
                "body": body,
                "body_html": _html(body),
                "created_at": at,
            }
        )
        rows[SearchEntry].append(_entry(ticket_id=ident, message_id=message, text=_words(body)))
    rows[Ticket].append(
        {
            "id": ident,
            "code": _code(ident),
            "subject": subject,
            "status": status,
            "priority": chance.choice(list(Priority)),
            "customer_id": customer,
            "department_id": chance.randint(1, len(DEPARTMENTS)),
            "assignee_id": chance.choice((1, None)),
            "created_at": began,
            "changed_at": at,
            "waiting_key": began if status in (Status.OPEN, Status.PENDING) else NOBODY_WAITS,
            "version": length,
            "public_version": length,
            "last_message_id": message,
        }
    )


def _entry(**words: Any) -> dict[str, Any]:
    return {"ticket_id": None, "message_id": None, "customer_id": None, "internal": False, **words}


def _code(ident: int) -> str:
    return f"{10_000_000 + ident * 8999}"


@cache
def _body(kind: int) -> str:
    """One of the texts: two to five sentences in one to three paragraphs."""
    chance = random.Random(kind)
    return "".join(chance.choice(SENTENCES) + chance.choice((" ", " ", "\n\n")) for _ in range(2 + kind % 4)).strip()


@cache
def _html(body: str) -> str:
    return str(to_html(body))


@cache
def _words(body: str) -> str:
    return search_text(body)
