"""Small screens, large letters and thumbs: nothing scrolls sideways, and everything can be hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from .. import crawl
from ..people import People
from . import shown

SMALLEST = {"width": 320, "height": 568}
# A window of 1280 pixels at 200 %.
ZOOMED = {"width": 640, "height": 400}
# What reaches over the edge of the page, and not only over that of a part which scrolls by itself or cuts it off.
WIDER = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const isOut = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > page.clientWidth + 1 || box.left < -1);
  };
  const out = [...document.querySelectorAll("body *")].filter(isOut);
  return out.filter(element => !out.some(other => other !== element && element.contains(other)))
    .slice(0, 3).map(element => `${page.scrollWidth} px: ${element.outerHTML.slice(0, 90)}`);
}"""
OPEN_ALL = "() => { for (const details of document.querySelectorAll('details')) details.open = true; }"
# Controls that are less than a finger needs: 44 pixels around their middle (and a little patience with halves), 24 for
# links that are text.
SMALL_TARGETS = """() => {
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const belongs = (element, x, y) => {
    const at = document.elementFromPoint(x, y);
    return Boolean(at) && (element.contains(at) || [...(element.labels ?? [])].some(label => label.contains(at)));
  };
  const reach = (element, x, y, dx, dy) => {
    let far = 0;
    while (far < 44 && belongs(element, x + dx * (far + 0.5), y + dy * (far + 0.5))) far += 0.5;
    return far;
  };
  // What was said goes when one has read it, and lies over the rest until then.
  document.querySelector("#flash [data-dismiss]")?.click();
  const seen = new Map();
  const faults = [];
  for (const element of document.querySelectorAll(controls)) {
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const box = element.getClientRects()[0];
    const least = element.matches("a:not([class])") ? 24 : 43;
    if (!box || Math.min(box.width, box.height) >= least) continue;
    const kind = `${element.tagName}.${element.className}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (seen.get(kind) > 4) continue;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { x, y, width, height } = element.getClientRects()[0];
    const [across, down] = [x + width / 2, y + height / 2];
    if (!belongs(element, across, down)) continue;
    const wide = reach(element, across, down, 1, 0) + reach(element, across, down, -1, 0);
    const tall = reach(element, across, down, 0, 1) + reach(element, across, down, 0, -1);
    if (Math.min(wide, tall) < least) faults.push(`${wide} × ${tall}: ${element.outerHTML.slice(0, 90)}`);
  }
  return faults;
}"""


@pytest.fixture
def small_page(open_page: Callable[..., Page], tolerated: list[str]) -> Page:
    tolerated.append("status of 4")
    return open_page(viewport=SMALLEST, has_touch=True)


@pytest.mark.parametrize("role", shown.ROLES)
def test_nothing_scrolls_sideways_and_everything_can_be_hit(
    app: Flask, site: str, people: People, small_page: Page, sign_in: Callable[..., Page], role: str
) -> None:
    shown.fill(app, people)
    if role != "visitor":
        sign_in(small_page, {"customer": people.reza, "agent": people.sara, "admin": people.admin}[role])
    faults: dict[str, list[str]] = defaultdict(list)

    def look(found: crawl.Found, how: str, script: str) -> None:
        for fault in small_page.evaluate(script):
            faults[f"{how}, {fault}"].append(found.name)

    for found in shown.pages(app, people, role):
        small_page.set_viewport_size(SMALLEST)
        shown.show(small_page, site, found)
        look(found, "320 px", WIDER)
        look(found, "touched", SMALL_TARGETS)
        small_page.evaluate(OPEN_ALL)
        look(found, "320 px, all opened", WIDER)
        small_page.set_viewport_size(ZOOMED)
        look(found, "200 %", WIDER)
        small_page.evaluate("document.documentElement.style.fontSize = '200%'")
        look(found, "large letters", WIDER)
    assert not faults, "\n" + "\n".join(f"{fault} … on {', '.join(names[:3])}" for fault, names in faults.items())
