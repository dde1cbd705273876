"""Filters that scroll on a phone: the one in force is in view."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ..people import People
from .conftest import PHONE


@pytest.mark.usefixtures("thirty")
def test_the_filter_in_force_is_in_view_when_the_list_opens_and_when_another_is_chosen(
    open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People
) -> None:
    page = sign_in(open_page(viewport=PHONE, has_touch=True), people.reza)
    page.goto("/tickets?status=closed")
    expect(page.locator("#filter-closed")).to_be_in_viewport(ratio=1)
    page.locator("#filter-all").click()
    page.locator("#filter-all[aria-current]").wait_for()
    expect(page.locator("#filter-all")).to_be_in_viewport(ratio=1)
