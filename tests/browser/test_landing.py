"""The slideshow of the landing page: it moves by itself only where that disturbs nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE

SLIDE_SECONDS = 8


@pytest.fixture
def moving(open_page: Callable[..., Page]) -> Page:
    """The landing page in the browser of somebody who does not mind motion."""
    page = open_page(reduced_motion="no-preference")
    page.clock.install()
    page.goto("/")
    expect(dot(page, 1)).to_have_attribute("aria-current", "true")
    return page


def dot(page: Page, number: int) -> Locator:
    return page.locator(f"[data-slide='{number - 1}']")


def expect_slide(page: Page, number: int) -> None:
    expect(dot(page, number)).to_have_attribute("aria-current", "true")
    expect(page.locator(f"#slide-{number}")).to_be_in_viewport(ratio=0.9)
    expect(page.locator(f"#slide-{number % 3 + 1}")).not_to_be_in_viewport()


def wait_a_slide(page: Page) -> None:
    page.clock.fast_forward(SLIDE_SECONDS * 1000)


def test_it_goes_on_by_itself_and_begins_again(moving: Page) -> None:
    for number in (2, 3, 1):
        wait_a_slide(moving)
        expect_slide(moving, number)


def test_it_waits_while_somebody_points_at_it(moving: Page) -> None:
    moving.locator(".slideshow").hover()
    wait_a_slide(moving)
    expect_slide(moving, 1)
    moving.mouse.move(1, 1)
    wait_a_slide(moving)
    expect_slide(moving, 2)


def test_it_waits_while_the_focus_is_in_it(moving: Page) -> None:
    moving.locator(".slides").focus()
    wait_a_slide(moving)
    expect_slide(moving, 1)


def test_it_can_be_stopped_and_started(moving: Page) -> None:
    moving.get_by_role("button", name="توقف").click()
    moving.mouse.move(1, 1)
    moving.get_by_role("button", name="پخش").blur()
    wait_a_slide(moving)
    expect_slide(moving, 1)
    moving.get_by_role("button", name="پخش").click()
    moving.mouse.move(1, 1)
    moving.get_by_role("button", name="توقف").blur()
    wait_a_slide(moving)
    expect_slide(moving, 2)


def test_it_stands_still_for_those_who_want_no_motion(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    wait_a_slide(page)
    expect_slide(page, 1)
    expect(page.get_by_role("button", name="پخش")).to_be_visible()


def test_arrow_keys_turn_it_the_way_one_reads(page: Page) -> None:
    page.goto("/")
    page.locator(".slides").focus()
    page.keyboard.press("ArrowLeft")
    expect_slide(page, 2)
    page.keyboard.press("ArrowLeft")
    expect_slide(page, 3)
    page.keyboard.press("ArrowRight")
    expect_slide(page, 2)


def test_buttons_and_dots_turn_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="تصویر بعدی").click()
    expect_slide(page, 2)
    page.get_by_role("button", name="تصویر قبلی").click()
    expect_slide(page, 1)
    dot(page, 3).click()
    expect_slide(page, 3)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "wide"])
def test_without_scripts_it_is_scrolled(open_page: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("button", name="تصویر بعدی")).to_be_hidden()
    page.locator("#slide-3").scroll_into_view_if_needed()
    expect(page.locator("#slide-3")).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("main").get_by_role("link", name="وارد شوید")).to_be_visible()
    below = page.get_by_role("main").get_by_role("link", name="وارد شوید").bounding_box()
    slides = page.locator(".slides").bounding_box()
    assert below is not None
    assert slides is not None
    assert below["y"] >= slides["y"] + slides["height"]
