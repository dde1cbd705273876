"""When open pages ask for news: while they are looked at, and ever more rarely while nobody answers."""

from __future__ import annotations

from itertools import pairwise

from flask import Flask
from playwright.sync_api import Page, Request, Route, expect

from ..people import People
from ..tickets import reply
from .steps import open_ticket_page, pass_poll

ANSWER = "کابل چاپگر را جدا و دوباره وصل کنید."
INTERRUPTED = "ارتباط قطع شده است."
LONGER_THAN_ANY_PAUSE = 400


def look_away(page: Page, hidden: bool = True) -> None:
    """Make the page believe that its tab is hidden, or shown again."""
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        hidden,
    )


def polls_of(page: Page) -> list[str]:
    """The polls that the page makes from now on."""
    polls: list[str] = []

    def note(request: Request) -> None:
        if "since=" in request.url:
            polls.append(request.url)

    page.on("request", note)
    return polls


def settled(page: Page) -> None:
    """Wait until what the page's timers started has been sent."""
    page.evaluate("() => fetch('/healthz').then(answer => answer.text())")


def test_a_hidden_tab_asks_nothing_and_catches_up_when_it_is_looked_at(
    app: Flask, reza_page: Page, people: People, code: str
) -> None:
    open_ticket_page(reza_page, code)
    polls = polls_of(reza_page)
    look_away(reza_page)
    reply(app, code, people.sara, ANSWER)
    reza_page.clock.fast_forward(LONGER_THAN_ANY_PAUSE * 1000)
    settled(reza_page)
    assert polls == []
    look_away(reza_page, hidden=False)
    expect(reza_page.get_by_text(ANSWER)).to_be_visible()
    assert len(polls) == 1
    pass_poll(reza_page)


def test_polls_become_rarer_while_they_fail_and_say_so(reza_page: Page, code: str, tolerated: list[str]) -> None:
    tolerated.append("status of 503")
    open_ticket_page(reza_page, code)
    reza_page.clock.pause_at(reza_page.evaluate("Date.now()") + 1)
    polls = polls_of(reza_page)

    def fail(route: Route) -> None:
        route.fulfill(status=503)

    reza_page.route("**/*since=*", fail)
    waits = []
    for _ in range(6):
        seconds = 0
        while len(polls) == len(waits) and seconds < LONGER_THAN_ANY_PAUSE:
            reza_page.clock.run_for(4000)
            seconds += 4
            settled(reza_page)
        waits.append(seconds)
    assert all(longer > shorter * 1.3 for shorter, longer in pairwise(waits[:4])), waits
    assert max(waits) <= 120 * 1.15 + 4, waits
    expect(reza_page.get_by_role("alert").filter(has_text=INTERRUPTED)).to_be_visible()

    reza_page.unroute("**/*since=*")
    reza_page.evaluate("dispatchEvent(new Event('online'))")
    expect(reza_page.get_by_text(INTERRUPTED)).to_be_hidden()


def test_a_ticket_that_is_gone_is_asked_about_no_more(reza_page: Page, code: str, tolerated: list[str]) -> None:
    tolerated.append("status of 404")
    open_ticket_page(reza_page, code)
    polls = polls_of(reza_page)
    reza_page.route("**/*since=*", lambda route: route.fulfill(status=404))
    pass_poll(reza_page)
    reza_page.clock.fast_forward(LONGER_THAN_ANY_PAUSE * 1000)
    settled(reza_page)
    assert len(polls) == 1
