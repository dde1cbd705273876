"""What holds for persian.py whatever people type: it settles at once, and it takes no time."""

import random
import sqlite3
import time
import unicodedata
from collections.abc import Callable

import pytest

from hamyar_support import persian

PIECES = """
می نمی در ها های ی ای ام ات تر ترین شان ه خانه که سیوال هی یت گفت و گو پی میل 12 pdf ا ب ئ
"""
GAPS = ("", " ", "\u200c", " \u200c", "\n", "-", "\u0654", "ـ", "\ufeff", "\u202e")
BLOCKS = (0x80, 0x300, 0x600, 0x900, 0x1E00, 0x2000)


def random_texts() -> list[str]:
    """Twenty thousand short texts, always the same, of all that folding looks at."""
    chance = random.Random(14)
    pieces = [*PIECES.split(), *(chr(chance.randrange(block, block + 0x80)) for block in BLOCKS for _ in range(6))]
    return [
        "".join(chance.choice(pieces) + chance.choice(GAPS) for _ in range(chance.randint(1, 8))) for _ in range(20_000)
    ]


@pytest.mark.parametrize("fold", [persian.search_text, persian.identity_key, persian.clean_text, persian.clean_line])
def test_folding_twice_changes_nothing(fold: Callable[[str], str]) -> None:
    every_character = (f"x{chr(code)}y" for code in range(0x3400))
    again = [text for text in (*every_character, *random_texts()) if fold(fold(text)) != fold(text)]
    assert again == []


def test_kept_text_is_composed() -> None:
    assert all(unicodedata.is_normalized("NFC", persian.clean_text(text)) for text in random_texts())


def test_sqlite_sees_the_words_that_we_part() -> None:
    texts = [words for words in map(persian.search_text, random_texts()) if words]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize='unicode61')")
    database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
    database.executemany("INSERT INTO f(rowid, t) VALUES (?, ?)", enumerate(texts))
    seen: list[list[str]] = [[] for _ in texts]
    for row, term in database.execute("SELECT doc, term FROM v ORDER BY doc, offset"):
        seen[row].append(term)
    database.close()
    assert seen == [text.split() for text in texts]


LONG = {
    "zwnj": "\u200c" * 100_000,
    "zwnj and spaces": "\u200c " * 50_000,
    "zwnj after alef": "ا\u200c" * 50_000,
    "brackets": "(" * 100_000,
    "addresses": "a@" * 50_000,
    "prefixes": "می " * 33_000,
    "endings": "ها " * 33_000,
    "ezafe": "ه" + " ی" * 50_000,
    "one word": "ه" * 100_000,
    "marks out of order": "a" + "\u0301\u0316" * 50_000,
    "every character": "".join(map(chr, range(0xA0, 0x8500))),
    "prose": "می‌خواهم کتاب‌های آن‌ها را در سامانهٔ شما بخوانم؛ شماره‌ام ۰۹۱۲ است. " * 1_500,
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize(
    "read",
    [persian.search_text, persian.identity_key, persian.clean_text, persian.clean_line, persian.normalise_mobile],
)
def test_long_text_takes_no_time(read: Callable[[str], str | None], name: str) -> None:
    start = time.process_time()
    read(LONG[name])
    assert time.process_time() - start < 0.3
