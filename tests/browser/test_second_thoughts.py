"""Whoever follows a second link before the page of the first has come lands where the second leads."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from .steps import menu, title


def test_the_last_link_that_was_followed_decides(reza_page: Page, code: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reza_page.goto("/panel")
    reza_page.route("**/tickets", hold)
    menu(reza_page, "مدیریت درخواست").click()
    menu(reza_page, "پرسش و پاسخ‌های رایج").click()
    expect(title(reza_page)).to_have_text("پرسش و پاسخ‌های رایج")
    for route in held:
        route.continue_()
    reza_page.evaluate("fetch('/faq').then(answer => answer.text())")  # by then the other one has come, too
    expect(title(reza_page)).to_have_text("پرسش و پاسخ‌های رایج")
