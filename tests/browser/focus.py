"""Where the keyboard's focus is, and whether one can see it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Compares how the focused element and what is around it look with and without the focus; its own place in the window
# must not lie under something that sticks to an edge.
LOOK = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const properties = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "backgroundColor"];
  const around = [];
  for (let e = element; e && around.length < 4; e = e.parentElement) around.push(e);
  const next = element.nextElementSibling;
  if (next) around.push(next);
  const looks = () => around.map(e => properties.map(name => getComputedStyle(e)[name]).join()).join("|");
  const focused = looks();
  const box = element.getClientRects()[0];
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const at = document.elementFromPoint(x, y);
  const labels = [...(element.labels ?? [])];
  const inView = y > 0 && y < innerHeight && x >= 0 && x <= innerWidth;
  const onTop = Boolean(at) && [element, ...labels].some(part => part.contains(at) || at.contains(part));
  element.blur();
  const blurred = looks();
  element.focus({ preventScroll: true });
  const name = element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent;
  return {
    name: (name || element.name || "").replace(/\\s+/g, " ").trim(),
    tag: element.tagName.toLowerCase(),
    id: element.id,
    visible: focused !== blurred,
    reachable: inView && onTop,
    html: element.outerHTML.slice(0, 120),
  };
}"""


def focused(page: Page) -> dict[str, Any] | None:
    """The focused element: its name, tag, id, whether the focus is `visible`, and whether nothing covers it."""
    found: dict[str, Any] | None = page.evaluate(LOOK)
    return found


def tab_stops(page: Page, at_most: int = 120) -> list[dict[str, Any]]:
    """Press Tab from the top of the page to its end; gives each element that got the focus."""
    stops: list[dict[str, Any]] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None or stop["html"] in [known["html"] for known in stops[:1]]:
            break
        stops.append(stop)
    return stops


def tab_to(page: Page, name: str, at_most: int = 120) -> dict[str, Any]:
    """Press Tab until the element called `name` has the focus; fails where it never gets it, or cannot be seen."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop and name in stop["name"]:
            assert stop["visible"], f"the focus cannot be seen: {stop}"
            return stop
    raise AssertionError(f"{name} cannot be reached with the Tab key")
