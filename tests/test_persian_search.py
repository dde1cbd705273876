"""The words that search sees: what is one word, and what is not."""

import pytest

from hamyar_support import persian

SAME_WORDS = [
    ("می‌خواهم", "می خواهم", "ميخواهم", "میخواهم", "می\u200c\u200cخواهم", "می\u00adخواهم"),
    ("نمی‌دانم", "نمي دانم", "نمیدانم"),
    ("برمی‌گردد", "برمی گردد", "برمیگردد"),
    ("کتاب‌ها", "کتاب ها", "كتابها", "کتاب\u200c ها", "کـتـاب‌ها"),
    ("درخواست‌های من", "درخواست های من", "درخواستهاي من"),
    ("کتاب‌هایشان", "کتاب هایشان", "کتابهایشان"),
    ("بزرگ‌ترین", "بزرگ ترین", "بزرگترین"),
    ("بزرگ‌ترها", "بزرگ تر ها", "بزرگترها"),
    ("سایت‌تان", "سایت تان", "سایتتان"),
    ("فرستاده‌ام", "فرستاده ام", "فرستادهام"),
    ("سامانه‌ی شما", "سامانه ی شما", "سامانهٔ شما", "سامانۀ شما", "سامانه شما"),
    ("شماره آی‌پی", "شماره آی پی", "شماره ای پی", "شماره آیپی"),
    ("ایمیل", "ای‌میل", "ای میل", "ای-میل"),
    ("غیر‌فعال", "غیرفعال"),
    ("پیش‌فرض", "پیش فرض"),
    ("گفت‌وگو", "گفت و گو", "گفتگو"),
    ("مسئول", "مسؤول", "مسوول"),
    ("مسئله", "مسأله", "مساله"),
    ("سؤال", "سئوال", "سوال"),
    ("رئیس", "رییس", "رئيس"),
    ("آمار", "امار", "ا\u0653مار"),
    ("أمضاء", "امضا"),
    ("لطفاً", "لطفا"),
    ("کد ۱۲۳", "کد 123", "کد١٢٣", "کد۱۲۳"),
    ("۱۲٬۳۴۵", "12345"),
    ("PDF ها", "pdfها", "ＰＤＦ‌ها"),
    ("Café", "CAFE", "cafe\u0301"),
    ("a_b", "a-b", "a.b", "(a) «b»", "a\x00b", "a\nb"),
    ("", "؟!", "\u200c\u200f", "ـ", "😀"),
]
OTHER_WORDS = [
    ("کتاب", "کتاب‌ها"),
    ("رمز عبور", "رمزعبور"),
    ("ماه می ۲۰۲۶", "ماه می‌۲۰۲۶م"),
    ("به ای آر پی", "بهای آر پی"),
    ("که ام", "کهام"),
    ("سلام ای دوست", "سلامای دوست"),
    ("گفت و گوش داد", "گفتگوش داد"),
    ("نشست و جوان", "نشستجوان"),
    ("نامه", "نام"),
    ("پسر", "بسر"),
    ("12", "1 2"),
    ("۱٫۵", "۱۵"),
]


@pytest.mark.parametrize("spellings", SAME_WORDS)
def test_spellings_of_a_word_are_one_to_search(spellings: tuple[str, ...]) -> None:
    assert {persian.search_text(spelling) for spelling in spellings} == {persian.search_text(spellings[0])}


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_other_words_stay_others(one: str, other: str) -> None:
    assert persian.search_text(one) != persian.search_text(other)


def test_search_text_reads_as_expected() -> None:
    typed = "سلام! پيامِ «Re: ثبت‌نام» را در ۱۲ می ۲۰۲۶ از علي@example.com می‌گیرم؛ ½"
    assert persian.search_text(typed) == "سلام پیام re ثبت نام را در 12 می 2026 از علی example com میگیرم 1 2"


def test_search_terms() -> None:
    assert persian.search_terms("  ثبت‌نام، ثبت  درخواست ها ") == ["ثبت", "نام", "درخواستها"]
    assert persian.search_terms("a b c d", limit=2) == ["a", "b"]
    assert len(persian.search_terms(" ".join(map(str, range(20))))) == 8
    assert persian.search_terms("\u200c ?!") == []
    assert len(persian.search_terms("x" * 5000)[0]) < 100


def test_a_compound_is_kept_in_parts_and_whole() -> None:
    assert persian.indexed_text("کارت‌خوان نرم‌افزار، کارت‌خوان") == "کارت خوان نرم افزار کارت خوان کارتخوان نرمافزار"
    assert persian.indexed_text("چاپگر خراب است") == "چاپگر خراب است"


def test_a_word_is_looked_for_by_itself_or_joined_to_the_one_before() -> None:
    assert persian.search_choices("کارت‌خوان خراب") == [("کارت", "کارت"), ("خوان", "کارتخوان"), ("خراب", "خوانخراب")]
    assert persian.search_choices("؟!") == []
