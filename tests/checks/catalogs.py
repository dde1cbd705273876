"""Are the catalogs whole? `python -m tests.checks.catalogs update` gathers the words of the site into them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "hamyar_support" / "translations"
LOCALES = ("fa", "en")
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def extracted() -> Catalog:
    """Every msgid in Python and in templates, with the places it stands in."""
    catalog = Catalog(project="hamyar-support", charset="utf-8")
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, ("i18n:",), strip_comment_tags=True)
    for path, _line, msgid, comments, context in found:
        # Files without line numbers: a moved line is no change to translators.
        catalog.add(msgid, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def po_file(locale: str) -> Path:
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """The catalog of `locale`; an empty one where there is none yet."""
    path = po_file(locale)
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as file:
        return read_po(file, locale)


def complaints() -> list[str]:
    """What is missing, fuzzy, empty or left over in any catalog, and translations whose placeholders differ."""
    wanted = extracted()
    return [f"{locale}: {line}" for locale in LOCALES for line in complaints_of(read(locale), wanted)]


def complaints_of(catalog: Catalog, wanted: Catalog) -> list[str]:
    """What is wrong in `catalog`, which is to translate all of `wanted`."""
    lines = []
    for message in _messages(wanted):
        translated = catalog.get(message.id, message.context)
        if translated is None:
            lines.append(f"{_shown(message)} is missing")
        elif translated.fuzzy:
            lines.append(f"{_shown(message)} is fuzzy")
        else:
            lines += [f"{_shown(message)} {fault}" for fault in _faults(translated, catalog.num_plurals)]
    left_over = [message for message in _messages(catalog) if wanted.get(message.id, message.context) is None]
    return lines + [f"{_shown(message)} is said nowhere" for message in left_over]


def update() -> None:
    """Write every catalog anew: new msgids come in, those no longer said go, English says its msgids."""
    wanted = extracted()
    for locale in LOCALES:
        catalog = read(locale)
        catalog.update(wanted, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if locale == "en":
            _say_msgids(catalog)
        text = io.BytesIO()
        write_po(text, catalog, width=0, sort_output=True, omit_header=True, include_lineno=False)
        po_file(locale).parent.mkdir(parents=True, exist_ok=True)
        po_file(locale).write_bytes(_header(catalog) + text.getvalue())


def _messages(catalog: Catalog) -> Iterable[Message]:
    return (message for message in catalog if message.id)


def _shown(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


def _faults(message: Message, plurals: int) -> list[str]:
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    if len(said) < (plurals if message.pluralizable else 1) or not all(said):
        return ["has no translation"]
    # Any form may leave the number out («one answer»), and none may name what the msgid does not give.
    asked = message.id if isinstance(message.id, str) else message.id[-1]
    if message.pluralizable:
        return ["has other placeholders"] if any(_placeholders(s) - _placeholders(asked) for s in said) else []
    return ["has other placeholders"] if _placeholders(said[0]) != _placeholders(asked) else []


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _say_msgids(catalog: Catalog) -> None:
    for message in _messages(catalog):
        message.string = message.id


def _header(catalog: Catalog) -> bytes:
    # Without dates: two people who add a word each do not clash.
    lines = [
        f"Language: {catalog.locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={catalog.num_plurals}; plural={catalog.plural_expr};",
    ]
    quoted = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{quoted}\n'.encode()


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    else:
        sys.exit("\n".join(complaints()))
