"""axe-core looks at every page, on a wide screen and on a phone, light and dark, and finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, abort, request
from playwright.sync_api import Page

from ..people import People
from ..samples import SAMPLES
from ..tickets import department
from . import shown
from .conftest import PHONE, WIDE
from .steps import button, choose_files, composer, file_of

OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
# What depends on the width does not depend on the scheme: every second page is looked at the other way round.
LOOKS: tuple[tuple[tuple[str, dict[str, int]], ...], ...] = (
    (("light", WIDE), ("dark", PHONE)),
    (("dark", WIDE), ("light", PHONE)),
)
AXE = Axe()


def faults_of(page: Page, name: str, looks: Sequence[tuple[str, dict[str, int]]] = LOOKS[0]) -> dict[str, list[str]]:
    """What axe finds on the page as it is: the places by fault."""
    faults: dict[str, list[str]] = defaultdict(list)
    page.evaluate(AXE.axe_script)
    for scheme, viewport in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        found = page.evaluate("options => axe.run(document, options)", OPTIONS)
        for violation in found["violations"]:
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
    for found, looks in zip(shown.pages(app, people, role), cycle(LOOKS), strict=False):
        shown.show(looked_at, site, found)
        for fault, places in faults_of(looked_at, found.name, looks).items():
            faults[fault] += places
    assert not faults, said(faults)


def test_axe_finds_nothing_on_error_pages(app: Flask, looked_at: Page, tolerated: list[str]) -> None:
    tolerated.append("status of 50")
    app.view_functions["public.guide"] = lambda: abort(int(request.args["code"]))
    faults: dict[str, list[str]] = {}
    for code, looks in zip((400, 401, 403, 405, 413, 429, 500, 503), cycle(LOOKS), strict=False):
        looked_at.goto(f"/guide?code={code}")
        faults |= faults_of(looked_at, str(code), looks)
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
