"""The administration in a browser: changes in place, by keyboard, with a preview, and the same with scripts off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from ..people import People
from ..questions import ask
from ..tickets import department
from .conftest import PHONE
from .steps import button, link, menu, pass_poll, title


@pytest.fixture
def desk(page: Page, people: People, sign_in: Callable[..., Page]) -> Page:
    """The page of the admin."""
    return sign_in(page, people.admin)


def rows(page: Page) -> Locator:
    return page.locator("#departments > ol .admin-text strong")


def test_departments_are_set_up_by_keyboard_without_leaving_the_page(desk: Page) -> None:
    desk.goto("/staff/departments")
    name = desk.get_by_label("دپارتمان تازه")
    name.focus()
    for text in ("فنی", "مالی", "فروش"):
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
        expect(name).to_have_value("")
    expect(rows(desk)).to_have_text(["فنی", "مالی", "فروش"])
    up = button(desk, "بالا بردن «فروش»")
    up.focus()
    for order in (["فنی", "فروش", "مالی"], ["فروش", "فنی", "مالی"]):
        desk.keyboard.press("Enter")
        expect(rows(desk)).to_have_text(order)
        expect(up).to_be_focused()
    expect(desk.locator("#announce")).to_have_text("«فروش» اکنون در جایگاه ۱ است.")
    rename = desk.get_by_role("link", name="تغییر نام فروش")
    rename.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#name-3")).to_be_focused()
    desk.locator("#name-3").fill("مالی")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("دپارتمان دیگری همین نام را دارد.")).to_be_visible()
    expect(desk.locator("#name-3")).to_be_focused()
    desk.locator("#name-3").fill("فروش و قرارداد")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("link", name="تغییر نام فروش و قرارداد")).to_be_focused()
    expect(desk).to_have_url("/staff/departments")


def test_an_answer_is_seen_while_it_is_written(desk: Page, app: Flask, open_page: Callable[..., Page]) -> None:
    ask(app, "چطور وارد شوم؟", category="ورود")
    desk.goto("/staff/faq")
    link(desk, "پرسش تازه در این دسته").click()
    desk.get_by_label("پرسش *").fill("رمز را فراموش کردم؟")
    answer = desk.get_by_label("پاسخ *")
    answer.press_sequentially("دو راه دارد:\n\n- **ایمیل**\n- تلفن <b>")
    seen = desk.get_by_role("region", name="آن‌طور که مشتری می‌بیند")
    expect(seen.get_by_role("listitem")).to_have_text(["ایمیل", "تلفن <b>"])
    expect(seen.get_by_role("heading", level=3)).to_have_text("رمز را فراموش کردم؟")
    expect(answer).to_be_focused()
    button(desk, "ذخیره").click()
    expect(title(desk)).to_have_text("ویرایش پرسش‌ها")
    expect(desk.locator("#faq .admin-link")).to_have_text(["چطور وارد شوم؟", "رمز را فراموش کردم؟"])
    button(desk, "برداشتن از سایت چطور وارد شوم؟").click()
    expect(button(desk, "انتشار چطور وارد شوم؟")).to_be_focused()
    visitor = open_page()
    visitor.goto("/faq")
    expect(visitor.locator("summary")).to_have_text(["رمز را فراموش کردم؟"])


def test_whoever_is_disabled_is_out_at_once(
    desk: Page, people: People, open_page: Callable[..., Page], sign_in: Callable[..., Page], tolerated: list[str]
) -> None:
    tolerated.append("status of 401")
    sara = sign_in(open_page(), people.sara)
    sara.clock.install()
    sara.goto("/staff")
    desk.goto("/staff/people")
    desk.get_by_role("searchbox").fill("احمدي")
    link(desk, "سارا احمدی").click()
    button(desk, "غیرفعال کردن").click()
    expect(button(desk, "فعال کردن")).to_be_focused()
    pass_poll(sara, 20)
    sara.wait_for_url("**/login?next=**")


def test_what_is_filled_in_is_put_where_one_writes(desk: Page) -> None:
    desk.goto("/staff/replies/new")
    desk.get_by_label("عنوان *").fill("خوش‌آمد")
    text = desk.get_by_label("متن *")
    text.press_sequentially("سلام ")
    button(desk, "{نام مشتری}").click()
    expect(text).to_be_focused()
    desk.keyboard.type(" عزیز")
    expect(text).to_have_value("سلام {نام مشتری} عزیز")
    button(desk, "ذخیره").click()
    expect(desk.locator("#replies .admin-link")).to_have_text("خوش‌آمد")


def test_a_wrong_day_is_said_beside_the_field_and_a_right_one_filters(desk: Page) -> None:
    desk.goto("/staff/departments")
    desk.get_by_label("دپارتمان تازه").fill("فنی")
    button(desk, "افزودن").click()
    expect(rows(desk)).to_have_text("فنی")
    menu(desk, "تاریخچه تغییرات").click()
    day = desk.get_by_label("روز", exact=True)
    day.fill("۱۴۰۵/۱۳/۱")
    day.press("Enter")
    expect(desk.locator(".field-error")).to_be_visible()
    expect(desk.get_by_label("روز", exact=True)).to_have_value("۱۴۰۵/۱۳/۱")
    desk.get_by_label("روز", exact=True).fill("۱۴۰۰/۱/۱")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("با این مشخصات تغییری ثبت نشده است.")).to_be_visible()
    link(desk, "پاک کردن فیلترها").first.click()
    expect(desk.locator(".audit-sentence")).to_contain_text("دپارتمان «فنی» را ساخت")


def test_on_a_phone_one_door_leads_to_all_of_it(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(open_page(viewport=PHONE), people.admin)
    for name in ("کاربران", "دپارتمان‌ها", "ویرایش پرسش‌ها", "پاسخ‌های آماده", "تاریخچه تغییرات"):
        page.goto("/staff")
        menu(page, "بیشتر").click()
        link(page, name).click()
        expect(title(page)).to_have_text(name)
        expect(menu(page, "بیشتر")).to_have_attribute("aria-current", "true")


def test_the_same_with_scripts_off(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]
) -> None:
    department(app, "فنی")
    page = sign_in(open_page(java_script_enabled=False), people.admin)
    page.goto("/staff/departments")
    page.get_by_label("دپارتمان تازه").fill("مالی")
    button(page, "افزودن").click()
    expect(page.locator("#flash")).to_contain_text("دپارتمان «مالی» آماده است.")
    button(page, "بالا بردن «مالی»").click()
    expect(rows(page)).to_have_text(["مالی", "فنی"])
    page.get_by_role("link", name="تغییر نام مالی").click()
    page.locator("#name-2").fill("امور مالی")
    button(page, "ذخیره").click()
    button(page, "کنار گذاشتن فنی").click()
    expect(rows(page)).to_have_text(["امور مالی"])
    page.goto("/staff/faq")
    page.get_by_label("دسته تازه").fill("ورود")
    button(page, "افزودن").click()
    link(page, "پرسش تازه در این دسته").click()
    page.get_by_label("پرسش *").fill("چطور؟")
    page.get_by_label("پاسخ *").fill("- این‌طور")
    button(page, "پیش‌نمایش").click()
    expect(page.locator("#faq-preview li")).to_have_text("این‌طور")
    button(page, "ذخیره").click()
    expect(page.locator("#faq .admin-link")).to_have_text("چطور؟")
    page.goto(f"/staff/people/{people.sara.id}")
    button(page, "غیرفعال کردن").click()
    expect(page.locator("#flash")).to_contain_text("دیگر نمی‌تواند وارد شود")
