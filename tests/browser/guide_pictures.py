"""`python -m tests.browser.guide_pictures`: take the pictures of the guide from the running site: for each step one
as a wide screen shows it, and one as a phone does.

A picture changes only where the product did.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, ViewportSize

from hamyar_support import demo
from hamyar_support.demo.files import make

from .. import chromium
from . import demo_site
from .steps import button, choose_files, file_of, link, menu

FOLDER = Path(__file__).parents[2] / "static" / "img" / "guide"
VISIBLE = 48  # of 255
# Letters stay sharp, and the three that a browser fetches ahead leave the first visit to the page under 120 kB.
QUALITY = 30
# A soft ring around what the step is about.
RING = """element => {
  document.activeElement.blur();
  element.style.outline = "3px solid oklch(76% 0.16 68)";
  element.style.outlineOffset = "3px";
  element.style.boxShadow = "0 0 0 10px oklch(86% 0.13 80 / 40%)";
  if (getComputedStyle(element).borderRadius === "0px") element.style.borderRadius = "6px";
}"""
SUBJECT = "گزارش ماهانه باز نمی‌شود"
FILE_NAME = "خطای گزارش.png"
BODY = "از امروز صبح گزارش ماهانه باز نمی‌شود و پیام خطا نشان می‌دهد. تصویر آن را ضمیمه کرده‌ام."


@dataclass(frozen=True)
class View:
    """How wide the site is looked at, and how large its pictures are."""

    suffix: str
    picture: tuple[int, int]
    window: ViewportSize
    # Long forms are seen whole, or nearly, in a larger window of the same shape.
    large: ViewportSize

    def name(self, number: int) -> str:
        return f"step-{number}{self.suffix}.avif"


WIDE = View("", (1280, 800), {"width": 1280, "height": 800}, {"width": 1680, "height": 1050})
PHONE = View("-phone", (585, 900), {"width": 390, "height": 600}, {"width": 650, "height": 1000})


def main() -> int:
    if chromium.program() is None:
        print("Chromium is not installed, so no pictures can be taken.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site.running() as address, chromium.launched() as browser:
        for view in (WIDE, PHONE):
            sharp = view.picture[0] / view.window["width"]
            page = browser.new_page(
                base_url=address, locale="fa-IR", reduced_motion="reduce", device_scale_factor=sharp
            )
            for number, around in enumerate(_steps(page, view), 1):
                _take(page, around, view, FOLDER / view.name(number))
    return 0


def _take(page: Page, around: list[Locator], view: View, path: Path) -> None:
    for element in around:
        element.evaluate(RING)
    around[-1].scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    size = _save(page.screenshot(), view, path)
    print(f"{path.name}: {size / 1000:.1f} kB")


def _steps(page: Page, view: View) -> Iterator[list[Locator]]:
    """Take the steps; at each, gives what the guide speaks of."""
    page.set_viewport_size(view.window)
    page.goto("/")
    yield [link(page, "وارد شوید")]
    link(page, "وارد شوید").click()
    page.get_by_label("نام کاربری *").fill("reza")
    page.get_by_label("رمز عبور *").fill(demo.PASSWORD)
    page.set_viewport_size(view.large)
    yield [link(page, "ایجاد حساب کاربری"), link(page, "ثبت نام کنید")]
    link(page, "ثبت نام کنید").click()
    page.get_by_label("نام و نام خانوادگی *").fill("نسرین ایرانی")
    page.get_by_label("نام کاربری *").fill("nasrin")
    yield [button(page, "ثبت")]
    page.set_viewport_size(view.window)
    page.goto("/login")
    page.get_by_label("نام کاربری *").fill("reza")
    page.get_by_label("رمز عبور *").fill(demo.PASSWORD)
    button(page, "ورود").click()
    page.wait_for_url("**/panel")
    yield [page.locator(".door").nth(0), page.locator(".door").nth(1)]
    page.locator(".door").first.click()
    page.get_by_label("دپارتمان *").select_option(index=1)
    page.get_by_label("موضوع *").fill(SUBJECT)
    page.get_by_label("پیام *").fill(BODY)
    choose_files(page, file_of(FILE_NAME, make("png", FILE_NAME)))
    page.set_viewport_size(view.large)
    yield [button(page, "ارسال")]
    page.set_viewport_size(view.window)
    menu(page, "مدیریت درخواست").click()
    page.locator("#ticket-list").wait_for()
    yield [menu(page, "مدیریت درخواست")]
    page.locator(".ticket-row[data-for-you]").first.get_by_role("link").click()
    page.locator("#conversation").wait_for()
    yield [button(page, "بستن درخواست")]
    page.reload()
    page.locator(".info-panel").evaluate("panel => { panel.open = true; }")
    yield [page.locator(".info-panel")]
    page.goto("/faq")
    page.locator("#faq-results summary").first.click()
    yield [menu(page, "پرسش و پاسخ‌های رایج"), page.get_by_role("button", name="خروج")]


def _save(screenshot: bytes, view: View, path: Path) -> int:
    """Save as AVIF if it looks other than before; gives the bytes it takes."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB").resize(view.picture, Image.Resampling.LANCZOS)
    picture.save(out := BytesIO(), "avif", quality=QUALITY, speed=3)
    if not path.exists() or _differ(out, path):
        path.write_bytes(out.getvalue())
    return path.stat().st_size


def _differ(one: BytesIO, other: Path) -> bool:
    """Whether an eye would see a difference: Chromium does not paint every pixel the same each time."""
    difference = ImageChops.difference(Image.open(one).convert("L"), Image.open(other).convert("L"))
    return int(difference.getextrema()[1]) > VISIBLE


if __name__ == "__main__":
    sys.exit(main())
