"""Persian text: its digits, its many spellings, and what is kept of what people type.

Pure functions that run for every row of a list and every query, each in linear time whatever the text holds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_PERSIAN = str.maketrans("0123456789" + _ARABIC_DIGITS, _PERSIAN_DIGITS * 2)
_TO_PERSIAN_NUMBER = _TO_PERSIAN | str.maketrans(",.", "٬٫")
_TO_LATIN = {ord(digit): str(i % 10) for i, digit in enumerate(_PERSIAN_DIGITS + _ARABIC_DIGITS)}
_SIZE_UNITS = {
    "fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت", "ترابایت"),
    "en": ("B", "KB", "MB", "GB", "TB"),
}
_MOBILE = re.compile(r"(?:(?:\+|00)?98)?0?(9[0-9]{9})")
# Numbers that are copied from an address book come wrapped in marks of direction.
_PHONE_PUNCTUATION = re.compile(r"[\s().\-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")

_ZWNJ = "\u200c"
# Controls, marks that reorder what follows them (embeddings, overrides, isolates), halves of characters, byte order
# marks. LRM, RLM, ZWNJ and ZWJ stay: Persian is written with them.
_UNWANTED = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xD800, 0xE000))
_CLEAN = dict.fromkeys((*_UNWANTED, 0xFEFF), "") | dict.fromkeys(map(ord, "\n\r\v\f\x85\u2028\u2029"), "\n") | {9: "\t"}
_EDGES = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u2060" + _ZWNJ
# Characters that show nothing, beside those whose category says so; the ranges are the variation selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)
_MARKS_IN_A_ROW = 8

# One letter, many code points: which of them is typed depends on the keyboard. Tatweel only stretches.
_ONE_LETTER = {ord(c): "ی" for c in "يىے"} | {ord(c): "ک" for c in "كڪ"} | {ord(c): "ه" for c in "ەہھ"} | {0x640: ""}
# Hamza by itself comes and goes (امضاء، امضا), and ٬ groups digits.
_SEARCH_LETTER = _ONE_LETTER | {ord(c): "ه" for c in "ةۃ"} | {ord("ٱ"): "ا"} | dict.fromkeys(map(ord, "ءٴ٬"), "")
_TERM_MAX_LENGTH = 60

_PERSIAN = r"\u0620-\u06ff\u0750-\u077f\u0870-\u08ff"
_L = f"[{_PERSIAN}]"
_GAP = f"[ {_ZWNJ}]"
# A line's rule leaves nothing for the lines above it, so that folding what is folded changes nothing.
_SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # A ZWNJ doesn't show after a letter that never joins the next one: غیر‌فعال is read, and then typed, غیرفعال.
        (f"(?<=[ادذرزژو]){_ZWNJ}", ""),
        # Also written مسؤول and مسوول، مسأله and مساله، سؤال and سوال، هیأت and هیات. (ئ is ی by now.)
        ("مسیول", "مسوول"),
        ("مسیله", "مساله"),
        ("سیوال", "سوال"),
        ("هییت(?!ر|ان)", "هیات"),
        # گفت‌وگو، گفت و گو، گفتگو
        (f"(?<=(?<!{_L})گفت){_GAP}?و ?(?=گو(?!ش))|(?<=(?<!{_L})جست){_GAP}?و ?(?=جو)", ""),
        # می‌خواهم، می خواهم، میخواهم; but «می ۲۰۲۶» is a month.
        (f"(?<!{_L})((?:بر|در|باز)?ن?می){_GAP}(?={_L})", r"\1"),
        # آی‌پی، آی پی، آیپی: names of Latin letters, and loan-words, that the ending rules would tear apart.
        (f"(?<!{_L})(ای|ام|جی|وای){_GAP}(?=(?:پی|دی|اس|میل|فای)(?!{_L}))", r"\1"),
        # خانه‌ی، خانه ی، خانهٔ، خانه
        (f"(?<=ه)(?:{_GAP}ی(?!{_L}))+", ""),
        # رفته‌ام، رفته ام: words of their own unless a ZWNJ or a ه goes before. The ه of به and که takes no ending.
        (f"(?:(?<={_L}{_L}ه) |(?<={_L}){_ZWNJ})(?=(?:ام|ات|اش|ایم|اید|اند|ای|تری)(?!{_L}))", ""),
        # کتاب‌ها، کتاب ها، کتابها; بزرگ‌ترین; کتاب‌هایشان
        (f"(?<={_L}){_GAP}(?=(?:ترین|(?:ترین|تر)?ها(?:یی|ی?(?:[متش]ان|[متش])?)|تر|[متش]ان)(?!{_L}))", ""),
    )
]
# Persian is often glued to its neighbour, as in «کد۱۲۳» and «فایلpdf».
_WORD = re.compile(f"{_L}+|[^{_PERSIAN} {_ZWNJ}]+")
# Begun at the beginning of a word alone, and never gone back in: a long word would take quadratic time.
_COMPOUND = re.compile(f"(?<!{_L}){_L}++(?:{_ZWNJ}{_L}++)+")


def to_persian_digits(value: str | int) -> str:
    """`value` with its Latin and Arabic digits as Persian ones."""
    return str(value).translate(_TO_PERSIAN)


def to_latin_digits(text: str) -> str:
    """`text` with its Persian and Arabic digits as Latin ones."""
    return text.translate(_TO_LATIN)


def group(n: int) -> str:
    """`n` in Persian digits, in groups of three: ۱۲٬۳۴۵."""
    return f"{n:,}".translate(_TO_PERSIAN_NUMBER)


def file_size(size: int, locale: str) -> str:
    """`size` bytes in words, in units of 1,024: «۱۲ کیلوبایت», «۳٫۴ مگابایت»; "3.4 MB" when `locale` is "en"."""
    units = _SIZE_UNITS[locale]
    amount, places, unit = float(size), 0, 0
    # What would be rounded to 1,024 of a unit is one of the next.
    while round(amount, places) >= 1024 and unit < len(units) - 1:
        amount, unit = amount / 1024, unit + 1
        places = 0 if unit == 1 else 1
    number = f"{amount:.{places}f}".removesuffix(".0")
    return f"{number.translate(_TO_PERSIAN_NUMBER) if locale == 'fa' else number} {units[unit]}"


def normalise_mobile(text: str) -> str | None:
    """The Iranian mobile number in `text` as 09123456789, or None if it isn't one.

    Digits may be Persian, Arabic or Latin; +98, 0098, 98, 0 or nothing stands before the 9.
    """
    match = _MOBILE.fullmatch(_PHONE_PUNCTUATION.sub("", to_latin_digits(text)))
    return f"0{match[1]}" if match else None


def clean_text(text: str) -> str:
    """What is kept of typed text: NFC, \\n as line end, no control or reordering characters, no space at the ends.

    Text that shows nothing becomes "".
    """
    text = _compose(text.replace("\r\n", "\n").translate(_CLEAN)).strip(_EDGES)
    return "" if all(_is_invisible(c) or unicodedata.category(c)[0] == "M" for c in set(text)) else text


def clean_line(text: str) -> str:
    """`clean_text` on one line, with single spaces."""
    return " ".join(clean_text(text).split())


def identity_key(text: str) -> str:
    """What usernames and e-mails are compared by: equal for spellings that a person takes for the same.

    Letter case, width, the keyboard's ي and ك, digits, spaces, tatweel and what doesn't show make no difference.
    The key can be longer than `text`.
    """
    text = _compose(text)
    return _compose(text.translate({ord(c): _identity(c) for c in set(text)}))


def search_text(text: str) -> str:
    """The words that search sees, of stored text and of queries alike, parted by single spaces.

    Spellings of one word are one word, without case and marks, in letters and Latin digits only, so that SQLite's
    unicode61 and PostgreSQL's `simple` find the same words in it.
    """
    return " ".join(_WORD.findall(_spelt(text)))


def indexed_text(text: str) -> str:
    """`search_text` for keeping: the parts of a word that a ZWNJ joins are words, and so is the whole of it.

    کارت‌خوان is so found by کارت, by خوان, and by کارتخوان.
    """
    spelt = _spelt(text)
    wholes = dict.fromkeys(compound.replace(_ZWNJ, "") for compound in _COMPOUND.findall(spelt))
    return " ".join([*_WORD.findall(spelt), *wholes])


def search_terms(query: str, limit: int = 8) -> list[str]:
    """The first `limit` different words of `query`, each to be found at the beginning of a word."""
    terms = (word[:_TERM_MAX_LENGTH] for word in search_text(query).split())
    return list(islice(dict.fromkeys(terms), limit))


def search_choices(query: str, limit: int = 8) -> list[tuple[str, str]]:
    """The words of `search_terms`, each with what it makes together with the one before it, for either to be found:
    what one person writes apart another writes as one word."""
    words = search_text(query).split()
    choices: dict[str, str] = {}
    for before, word in zip(("", *words), words, strict=False):
        choices.setdefault(word[:_TERM_MAX_LENGTH], (before + word)[:_TERM_MAX_LENGTH])
    return list(islice(choices.items(), limit))


def _spelt(text: str) -> str:
    text = text.translate({ord(c): _searchable(c) for c in set(text)})
    text = re.sub(f"{_GAP}{{2,}}", lambda gap: " " if " " in gap[0] else _ZWNJ, text)
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text


def _compose(text: str) -> str:
    # Python sorts a run of combining marks in quadratic time: 100 kB of them take ten seconds. No writing needs a long
    # run. Composing can lengthen one again, by taking other characters apart, hence the second look.
    return _shorten_runs(unicodedata.normalize("NFC", _shorten_runs(text)))


def _shorten_runs(text: str) -> str:
    marks = "".join(sorted(c for c in set(text) if unicodedata.combining(c)))
    return re.sub(f"([{marks}]{{{_MARKS_IN_A_ROW}}})[{marks}]+", r"\1", text) if marks else text


def _is_invisible(char: str) -> bool:
    return char in _BLANK or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


@lru_cache(maxsize=4096)
def _identity(char: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return "".join(c for c in folded.translate(_ONE_LETTER | _TO_LATIN) if not _is_invisible(c))


@lru_cache(maxsize=4096)
def _searchable(char: str) -> str:
    if char == _ZWNJ:
        return char
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(_SEARCH_LETTER)
    return "".join(map(_letter_or_digit, letters))


def _letter_or_digit(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "L":
        return char
    # Marks and what doesn't show part no word.
    return "" if category[0] == "M" or category == "Cf" else " "
