"""The check of the catalogs can fail, and says what is wrong."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from . import catalogs


def _wanted() -> Catalog:
    wanted = Catalog()
    wanted.add("Hello %(name)s")
    wanted.add(("%(num)s answer", "%(num)s answers"))
    return wanted


def _persian(hello: str = "سلام %(name)s", answers: tuple[str, ...] = ("یک پاسخ", "%(num)s پاسخ")) -> Catalog:
    catalog = Catalog("fa")
    catalog.add("Hello %(name)s", hello)
    catalog.add(("%(num)s answer", "%(num)s answers"), answers)
    return catalog


def test_a_whole_catalog_passes() -> None:
    assert catalogs.complaints_of(_persian(), _wanted()) == []


@pytest.mark.parametrize(
    ("catalog", "complaint"),
    [
        (Catalog("fa"), "'Hello %(name)s' is missing"),
        (_persian(hello=""), "'Hello %(name)s' has no translation"),
        (_persian(hello="سلام"), "'Hello %(name)s' has other placeholders"),
        (_persian(hello="سلام %(nam)s"), "'Hello %(name)s' has other placeholders"),
        (_persian(answers=("یک پاسخ", "")), "'%(num)s answer' has no translation"),
        (_persian(answers=("یک پاسخ", "%(count)s پاسخ")), "'%(num)s answer' has other placeholders"),
    ],
)
def test_each_fault_is_named(catalog: Catalog, complaint: str) -> None:
    assert complaint in catalogs.complaints_of(catalog, _wanted())


def test_fuzzy_and_left_over_words_are_named() -> None:
    catalog = _persian()
    catalog.add("Hello %(name)s", "سلام %(name)s", flags={"fuzzy"})
    catalog.add("Nobody says this", "هیچ")
    assert catalogs.complaints_of(catalog, _wanted()) == [
        "'Hello %(name)s' is fuzzy",
        "'Nobody says this' is said nowhere",
    ]


def test_words_of_python_and_of_templates_are_found() -> None:
    found = catalogs.extracted()
    places = {path.partition("/")[0] for message in found for path, _line in message.locations}
    assert places == {"hamyar_support", "templates"}
