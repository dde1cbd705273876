"""What a browser says of itself, in the words of its owner.

Nobody need say the truth here: the words are for recognising one's own devices, and decide nothing.
"""

from __future__ import annotations

import re

from .persian import clean_line

# The first that is found counts: most browsers also name those that they descend from.
BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\bOPR/|\bOpera\b|\bOPiOS/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Yandex", r"\bYaBrowser/"),
    ("Vivaldi", r"\bVivaldi/"),
    ("UC Browser", r"\bUC ?Browser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/"),
    ("Safari", r"\bVersion/.*\bSafari/"),
    ("Internet Explorer", r"\bMSIE |\bTrident/"),
)
SYSTEMS = (
    ("Windows", r"\bWindows\b"),
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("macOS", r"\bMacintosh\b|\bMac OS X\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)
SHOWN_LENGTH = 60


def browser_of(user_agent: str) -> str:
    """The name of the browser, "" where it is not known."""
    return _first(BROWSERS, user_agent)


def system_of(user_agent: str) -> str:
    """The name of what the browser runs on, "" where it is not known."""
    return _first(SYSTEMS, user_agent)


def raw(user_agent: str) -> str:
    """The beginning of what was said, for one that is not known; nothing in it reorders or hides text."""
    return clean_line(user_agent)[:SHOWN_LENGTH]


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, text)), "")
