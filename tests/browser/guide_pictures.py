"""`python -m tests.browser.guide_pictures`: take the pictures of the guide from the running site, one for each step.

A picture changes only where the product did.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
PICTURE = (1280, 800)
# Long forms are seen whole in a larger window of the same shape.
LARGE: ViewportSize = {"width": 1680, "height": 1050}
MOST_BYTES = 40_000
VISIBLE = 48  # of 255
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


def main() -> int:
    if chromium.program() is None:
        print("Chromium is not installed, so no pictures can be taken.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site.running() as address, chromium.launched() as browser:
        page = browser.new_page(base_url=address, locale="fa-IR", reduced_motion="reduce")
        for number, around in enumerate(_steps(page), 1):
            for element in around:
                element.evaluate(RING)
            page.mouse.move(0, 0)
            page.wait_for_load_state("networkidle")
            size = _save(page.screenshot(), FOLDER / f"step-{number}.webp")
            print(f"step {number}: {size / 1000:.1f} kB")
    return 0


def _steps(page: Page) -> Iterator[list[Locator]]:
    """Take the steps; at each, gives what the guide speaks of."""
    _resize(page)
    page.goto("/")
    yield [link(page, "وارد شوید")]
    link(page, "وارد شوید").click()
    page.get_by_label("نام کاربری *").fill("reza")
    page.get_by_label("رمز عبور *").fill(demo.PASSWORD)
    yield [link(page, "ایجاد حساب کاربری"), link(page, "ثبت نام کنید")]
    link(page, "ثبت نام کنید").click()
    page.get_by_label("نام و نام خانوادگی *").fill("نسرین ایرانی")
    page.get_by_label("نام کاربری *").fill("nasrin")
    _resize(page, LARGE)
    yield [button(page, "ثبت")]
    _resize(page)
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
    _resize(page, LARGE)
    yield [button(page, "ارسال")]
    _resize(page)
    menu(page, "مدیریت درخواست").click()
    page.locator("#ticket-list").wait_for()
    yield [menu(page, "مدیریت درخواست")]
    page.locator(".ticket-row[data-for-you]").first.get_by_role("link").click()
    page.locator("#conversation").wait_for()
    yield [button(page, "بستن درخواست")]
    page.reload()
    yield [page.locator(".info-panel")]
    menu(page, "پرسش و پاسخ‌های رایج").click()
    page.locator("#faq-results summary").first.click()
    yield [menu(page, "پرسش و پاسخ‌های رایج"), page.get_by_role("button", name="خروج")]


def _resize(page: Page, size: ViewportSize | None = None) -> None:
    page.set_viewport_size(size or {"width": PICTURE[0], "height": PICTURE[1]})


def _save(screenshot: bytes, path: Path) -> int:
    """Save as webp, no larger than a page may carry, if it looks other than before; gives the bytes it takes."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB").resize(PICTURE, Image.Resampling.LANCZOS)
    for quality in range(86, 30, -2):
        picture.save(out := BytesIO(), "webp", quality=quality, method=6)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    if not path.exists() or _differ(out, path):
        path.write_bytes(out.getvalue())
    return path.stat().st_size


def _differ(one: BytesIO, other: Path) -> bool:
    """Whether an eye would see a difference: Chromium does not paint every pixel the same each time."""
    difference = ImageChops.difference(Image.open(one).convert("L"), Image.open(other).convert("L"))
    return int(difference.getextrema()[1]) > VISIBLE


if __name__ == "__main__":
    sys.exit(main())
