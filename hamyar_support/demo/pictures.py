"""Drawings that look like what customers attach: a screenshot, a chart, a scanned page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw

Box = tuple[int, int, int, int]
SIZE = (960, 600)
PAPER, CARD, LINE, MUTED, INK = "#f4f6f9", "#ffffff", "#d9dfe7", "#c3ccd8", "#33415c"
BLUE, RED, AMBER, GREEN, VIOLET = "#2f6fbf", "#c8453b", "#d9962e", "#3d9270", "#7a68b8"


def draw(name: str, chance: Random) -> Image.Image:
    """A picture for a file called `name`: its words decide what is shown, `chance` the details."""
    image = Image.new("RGB", SIZE, PAPER)
    scene = next((scene for word, scene in SCENES if word in name), _table)
    scene(ImageDraw.Draw(image), chance)
    return image


def _window(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 960, 52), INK)
    pen.rounded_rectangle((830, 16, 936, 36), 6, BLUE)
    pen.rounded_rectangle((690, 20, 800, 32), 6, "#5b6884")
    pen.rectangle((760, 52, 960, 600), "#e9edf3")
    for y in range(84, 420, 44):
        pen.rounded_rectangle((800, y, 930, y + 12), 6, MUTED)


def _writing(pen: ImageDraw.ImageDraw, box: Box, chance: Random, step: int = 26) -> None:
    left, top, right, bottom = box
    for y in range(top, bottom, step):
        pen.rounded_rectangle((chance.randint(left, (left + right) // 2), y, right, y + 10), 5, MUTED)


def _table(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    _window(pen)
    pen.rounded_rectangle((28, 84, 732, 572), 12, CARD, LINE)
    pen.rounded_rectangle((560, 106, 704, 124), 8, INK)
    for y in range(150, 550, 40):
        pen.line((48, y, 712, y), LINE)
        for right in (704, 540, 380, 220):
            pen.rounded_rectangle((right - chance.randint(50, 120), y + 15, right, y + 25), 5, MUTED)
        pen.rounded_rectangle((52, y + 11, 84, y + 29), 9, chance.choice((GREEN, AMBER, BLUE, VIOLET)))


def _dialog(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    _table(pen, chance)
    pen.rounded_rectangle((214, 184, 746, 424), 16, CARD, MUTED, 2)
    pen.ellipse((660, 214, 712, 266), RED)
    pen.line((676, 230, 696, 250), CARD, 6)
    pen.line((696, 230, 676, 250), CARD, 6)
    pen.rounded_rectangle((392, 226, 636, 248), 8, INK)
    _writing(pen, (250, 288, 704, 350), chance)
    pen.rounded_rectangle((250, 366, 366, 400), 8, BLUE)


def _chart(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rounded_rectangle((28, 28, 932, 572), 14, CARD, LINE)
    for y in range(110, 520, 80):
        pen.line((70, y, 890, y), LINE)
    for x in range(90, 880, 100):
        for offset, colour in ((0, BLUE), (30, GREEN)):
            pen.rounded_rectangle((x + offset, 510 - chance.randint(60, 390), x + offset + 24, 510), 4, colour)
    pen.line((70, 510, 890, 510), INK, 2)


def _scan(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((0, 0, 960, 600), "#8d8578")
    pen.polygon(((226, 22), (748, 34), (736, 588), (212, 576)), "#fdfcf8")
    pen.ellipse((640, 60, 704, 124), outline=BLUE, width=5)
    _writing(pen, (290, 160, 690, 480), chance)
    pen.ellipse((280, 486, 366, 560), outline=VIOLET, width=4)
    pen.arc((300, 500, 420, 560), 180, 340, INK, 3)


def _drawing(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((0, 0, 960, 600), "#fbfaf5")
    places = [(700, 90), (400, 90), (400, 390), (100, 390)]
    for (x, y), (next_x, next_y) in pairwise(places):
        pen.line((x + 80, y + 55, next_x + 80, next_y + 55), INK, 4)
    for x, y in places:
        shift = chance.randint(-6, 6)
        pen.rounded_rectangle((x, y + shift, x + 170, y + 110), 14, "#eef3fb", INK, 4)
        pen.rounded_rectangle((x + 40, y + 48, x + 130, y + 60), 6, MUTED)


def _hall(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((0, 0, 960, 420), "#e6e1d6")
    pen.rectangle((0, 420, 960, 600), "#b9ab95")
    pen.rounded_rectangle((360, 60, 600, 200), 8, INK)
    pen.rounded_rectangle((440, 112, 520, 146), 6, GREEN)
    for y in (390, 480):
        for x in range(60 + chance.randint(0, 20), 880, 120):
            pen.rounded_rectangle((x, y, x + 84, y + 60), 12, BLUE)
            pen.rectangle((x + 10, y + 60, x + 74, y + 84), "#4b4438")


def _emblem(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    pen.rectangle((0, 0, 960, 600), CARD)
    pen.ellipse((300, 120, 660, 480), BLUE)
    for n in range(6):
        pen.pieslice((350, 170, 610, 430), n * 60 + chance.randint(0, 8), n * 60 + 40, GREEN if n % 2 else CARD)
    pen.ellipse((440, 260, 520, 340), BLUE)


SCENES: tuple[tuple[str, Callable[[ImageDraw.ImageDraw, Random], None]], ...] = (
    ("نمودار", _chart),
    ("خطا", _dialog),
    ("هشدار", _dialog),
    ("گردش کار", _drawing),
    ("سالن", _hall),
    ("نامه چاپی", _scan),
    ("آگهی", _scan),
    ("الحاقیه", _scan),
    ("آرم", _emblem),
)
"""The first word found in a file's name decides; a table in a window where none is."""
