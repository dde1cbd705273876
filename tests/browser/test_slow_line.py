"""What comes over the line: little, and what one reads first comes first."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Response, Route, expect

from ..people import PASSWORD, People
from .steps import SUBJECT, button, composer, expect_notice, link, menu, title

FIRST_VISIT_BYTES, LATER_PAGE_BYTES = 120_000, 12_000
# 400 kbit/s, and a third of a second to anywhere.
LINE = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PACKED = ("text/", "application/javascript", "image/svg")


@contextmanager
def weighed(page: Page) -> Iterator[dict[str, int]]:
    """What the page receives within the block: bytes by address, texts compressed as the production server does."""
    came: list[Response] = []
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        came.append(response)

    page.on("response", note)
    yield sizes
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", note)
    for response in came:
        if response.status == 200:
            body, kind = response.body(), response.header_value("content-type") or ""
            sizes[response.url] = len(gzip.compress(body) if kind.startswith(PACKED) else body)


def hold(page: Page, addresses: str) -> list[Route]:
    """Let requests for these addresses wait; each is let go on by the one who takes it from the list."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(addresses, keep)
    return held


def test_the_first_visit_is_light(page: Page) -> None:
    with weighed(page) as sizes:
        page.goto("/")
    assert len(sizes) > 5
    assert sum(sizes.values()) <= FIRST_VISIT_BYTES, sizes


def test_later_pages_are_lighter(reza_page: Page, code: str) -> None:
    reza_page.goto("/faq")
    for name in ("پنل کاربری", "ارسال درخواست", "مدیریت درخواست"):
        with weighed(reza_page) as sizes:
            menu(reza_page, name).click()
            expect(menu(reza_page, name)).to_have_attribute("aria-current", "page")
        assert 0 < sum(sizes.values()) <= LATER_PAGE_BYTES, sizes
    with weighed(reza_page) as sizes:
        link(reza_page, SUBJECT).click()
        expect(title(reza_page)).to_have_text(SUBJECT)
    assert 0 < sum(sizes.values()) <= LATER_PAGE_BYTES, sizes


def test_while_a_page_is_on_its_way_its_shape_shows_and_where_it_fails_the_old_one_is_back(
    reza_page: Page, code: str, tolerated: list[str]
) -> None:
    tolerated.append("ERR_FAILED")
    tolerated.append("htmx:error")
    reza_page.goto("/panel")
    shape = reza_page.locator(".loading .skeleton").first
    expect(shape).to_be_hidden()
    held = hold(reza_page, "**/tickets")
    menu(reza_page, "مدیریت درخواست").click()
    expect(shape).to_be_visible()
    expect(reza_page.locator("#main")).to_have_css("opacity", "0")
    held.pop().abort()
    expect(shape).to_be_hidden()
    expect(reza_page.locator("#main")).to_have_css("opacity", "1")
    expect_notice(reza_page, "ارتباط با سرور برقرار نشد")
    menu(reza_page, "مدیریت درخواست").click()
    expect(shape).to_be_visible()
    held.pop().continue_()
    expect(title(reza_page)).to_have_text("مدیریت درخواست")
    expect(shape).to_be_hidden()


def test_what_is_being_searched_anew_is_dimmed(reza_page: Page, code: str) -> None:
    reza_page.goto("/tickets")
    held = hold(reza_page, "**/tickets?*")
    reza_page.get_by_role("searchbox").fill("چاپگر")
    expect(reza_page.locator(".lines")).to_have_css("opacity", "0.5")
    held.pop().continue_()
    expect(reza_page.locator(".lines")).to_have_css("opacity", "1")


def test_it_can_be_used_on_a_slow_line(open_page: Callable[..., Page], people: People, code: str) -> None:
    page = open_page()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)
    page.goto("/", wait_until="commit")
    # Before scripts and font are there, the link leads on as any link.
    link(page, "وارد شوید").click()
    page.get_by_label("نام کاربری *").fill("reza")
    page.get_by_label("رمز عبور *").fill(PASSWORD)
    button(page, "ورود").click()
    link(page, SUBJECT).click()
    composer(page).fill("از راه دور")
    button(page, "ارسال").click()
    expect(page.locator(".letter-text", has_text="از راه دور")).to_be_visible()
