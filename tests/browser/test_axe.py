"""axe-core looks at every page, on a wide screen and on a phone, light and dark, and finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, abort
from playwright.sync_api import Page

from .. import crawl
from ..people import People
from ..samples import SAMPLES
from ..tickets import department
from . import shown
from .conftest import PHONE, WIDE
from .steps import button, choose_files, composer, file_of

ONLY_FAULTS = {"resultTypes": ["violations"]}
# Nothing but colours depends on the scheme.
COLOURS = {**ONLY_FAULTS, "runOnly": ["color-contrast"]}
LOOKS: tuple[tuple[str, dict[str, int], dict[str, Any]], ...] = (
    ("light", WIDE, ONLY_FAULTS),
    ("light", PHONE, ONLY_FAULTS),
    ("dark", PHONE, COLOURS),
    ("dark", WIDE, COLOURS),
)
axe = Axe()


def faults_of(page: Page, name: str) -> dict[str, list[str]]:
    """What axe finds on the page as it is, in each scheme and width: the places by fault."""
    faults: dict[str, list[str]] = defaultdict(list)
    for scheme, viewport, options in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        for violation in axe.run(page, options=options).response["violations"]:
            for node in violation["nodes"]:
                fault = f"{violation['id']}: {node['html'][:120]} {node['failureSummary'][-220:]}"
                faults[fault].append(f"{name} ({scheme}, {viewport['width']})")
    return faults


def said(faults: dict[str, list[str]]) -> str:
    return "\n" + "\n".join(f"{fault} … on {', '.join(places[:3])}" for fault, places in faults.items())


@pytest.fixture
def looked_at(open_page: Callable[..., Page], tolerated: list[str]) -> Page:
    tolerated.append("status of 4")
    return open_page()


@pytest.mark.parametrize("role", shown.ROLES)
def test_axe_finds_nothing(
    app: Flask, site: str, people: People, looked_at: Page, sign_in: Callable[..., Page], role: str
) -> None:
    shown.fill(app, people)
    if role != "visitor":
        sign_in(looked_at, {"customer": people.reza, "agent": people.sara, "admin": people.admin}[role])
    faults: dict[str, list[str]] = defaultdict(list)
    for found in shown.pages(app, people, role):
        shown.show(looked_at, site, found)
        for fault, places in faults_of(looked_at, found.name).items():
            faults[fault] += places
    assert not faults, said(faults)


@pytest.mark.parametrize("code_of_error", [400, 401, 403, 405, 413, 429, 500, 503])
def test_axe_finds_nothing_on_error_pages(
    app: Flask, site: str, looked_at: Page, tolerated: list[str], code_of_error: int
) -> None:
    tolerated.append("status of 50")
    app.add_url_rule("/fails", "fails", lambda: abort(code_of_error))
    looked_at.goto("/fails")
    faults = faults_of(looked_at, str(code_of_error))
    assert not faults, said(faults)


def test_axe_finds_nothing_while_things_happen(app: Flask, reza_page: Page, tolerated: list[str], code: str) -> None:
    tolerated.append("status of 500")
    department(app)
    page = reza_page
    page.goto("/tickets/new")
    choose_files(page, file_of(), file_of("برنامه.exe", b"MZ"))
    faults = faults_of(page, "chosen and refused")
    choose_files(page, file_of("جعلی.pdf", SAMPLES["zip"]))
    page.get_by_label("موضوع *").fill("موضوع")
    button(page, "ارسال").click()
    page.get_by_role("checkbox").wait_for()
    faults |= faults_of(page, "kept and refused")
    page.goto(f"/tickets/{code}")
    page.route("**/messages", lambda route: route.fulfill(status=500))
    composer(page).fill("سلام")
    button(page, "ارسال").click()
    page.locator("#notice .toast").wait_for()
    faults |= faults_of(page, "notice")
    assert not faults, said(faults)
