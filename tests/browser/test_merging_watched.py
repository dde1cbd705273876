"""A conversation that grows in its middle, since a merge brought messages, while somebody reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models import User
from hamyar_support.models.merging import merge, unmerge
from hamyar_support.models.words import utc_now

from ..people import People
from ..tickets import open_ticket, reply, talk, ticket_of, writing
from .steps import composer, open_ticket_page, pass_poll

OLD = "کارتریج تازه می‌خواهیم."
TOP = "id => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture
def source(app: Flask, people: People, code: str) -> str:
    """Another ticket of رضا, between whose messages the long conversation of `code` goes on."""
    source = open_ticket(app, people.reza, "کارتریج", OLD, at=utc_now() - timedelta(days=4))
    talk(app, code, [people.reza, people.sara], 12)
    reply(app, source, people.reza, "هنوز هم.")
    talk(app, code, [people.reza, people.sara], 12)
    return source


def bring(app: Flask, people: People, source: str, code: str | None) -> None:
    with writing(app) as session:
        one, sara = ticket_of(session, source), session.get_one(User, people.sara.id)
        merge(one, ticket_of(session, code), sara) if code else unmerge(one, sara)


def test_what_a_merge_brings_is_shown_where_it_belongs(
    app: Flask, reza_page: Page, people: People, code: str, source: str
) -> None:
    open_ticket_page(reza_page, code)
    expect(reza_page.locator(".message")).to_have_count(25)
    composer(reza_page).fill("نوشتهٔ نیمه‌کاره")
    bring(app, people, source, code)
    pass_poll(reza_page)
    expect(reza_page.locator(".message")).to_have_count(27)
    expect(reza_page.locator(".message .letter-text").nth(14)).to_have_text("هنوز هم.")
    expect(reza_page.locator(".event")).to_have_count(1)
    expect(composer(reza_page)).to_have_value("نوشتهٔ نیمه‌کاره")
    bring(app, people, source, None)
    pass_poll(reza_page)
    expect(reza_page.locator(".message")).to_have_count(25)
    expect(reza_page.get_by_text("هنوز هم.")).to_have_count(0)


def test_who_reads_further_up_keeps_their_place(
    app: Flask, reza_page: Page, people: People, code: str, source: str
) -> None:
    open_ticket_page(reza_page, code)
    reza_page.evaluate("scrollTo(0, 600)")
    ident = reza_page.evaluate("document.elementFromPoint(500, 300).closest('.message').id")
    top = reza_page.evaluate(TOP, ident)
    bring(app, people, source, code)
    pass_poll(reza_page)
    expect(reza_page.locator(".message")).to_have_count(27)
    assert abs(reza_page.evaluate(TOP, ident) - top) < 2
    expect(reza_page.locator("#new-messages")).to_have_attribute("data-count", "2")
