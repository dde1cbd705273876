"""The field for files, as its tests see it."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Locator, Page

from ..tickets import found
from .steps import TICKET, button


def chips(page: Page) -> Locator:
    return page.locator("[data-chosen] > li")


def refused(page: Page) -> Locator:
    return page.locator("[data-refused] > li")


def sent_files(app: Flask, page: Page) -> list[str]:
    """Send the request; gives the names of the files that came."""
    button(page, "ارسال").click()
    page.wait_for_url(TICKET)
    first = found(app, page.url.rpartition("/")[2]).messages[0]
    return [attachment.name for attachment in first.attachments]
