"""Canned replies for tests."""

from __future__ import annotations

from typing import Any

from flask import Flask

from hamyar_support.models import CannedReply, User
from hamyar_support.models.canned_reply import CannedText
from tests.people import People
from tests.tickets import writing

GREETING = "سلام {نام مشتری}،\nدرخواست {کد درخواست} در {تاریخ} رسید.\n{نام پشتیبان}"


def keep(app: Flask, people: People, title: str = "خوش‌آمد", body: str = GREETING, *, used: int = 0, **more: Any) -> int:
    """Write a canned reply; gives its id."""
    with writing(app) as session:
        canned = CannedReply.create(CannedText(title, body, **more), session.get_one(User, people.admin.id))
        canned.used = used
        session.flush()
        return canned.id


def used(app: Flask, ident: int) -> int:
    with writing(app) as session:
        return session.get_one(CannedReply, ident).used
