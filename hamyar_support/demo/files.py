"""Small genuine files for the demo conversations, made in memory and the same each time."""

from __future__ import annotations

import csv
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from xml.sax.saxutils import escape

from .pictures import draw

OFFICE = "http://schemas.openxmlformats.org"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
HEADER = ("ردیف", "شماره پرونده", "نام", "منطقه", "مبلغ (ریال)")
NAMES = ("علی کاظمی", "زهرا مرادی", "حسین نوری", "فاطمه رضایی", "محمد یوسفی", "مریم صالحی", "عباس ملکی", "ندا شریفی")


def make(kind: str, name: str) -> bytes:
    """The bytes of a file of `kind` (png, jpg, pdf, xlsx, csv, docx or zip); its content follows from `name` alone."""
    return MAKERS[kind](name)


def _picture(image_format: str) -> Callable[[str], bytes]:
    def make_picture(name: str) -> bytes:
        out = io.BytesIO()
        draw(name, _chance(name)).save(out, image_format)
        return out.getvalue()

    return make_picture


def _pdf(name: str) -> bytes:
    chance = _chance(name)
    lines = [
        f"0.88 0.9 0.93 rg {545 - width} {y} {width} 8 re f"
        for y in range(640, 200, -22)
        if (width := chance.randint(180, 490))
    ]
    text = f"BT /F1 18 Tf 50 770 Td (HAMYAR SHAHR) Tj 0 -24 Td /F1 11 Tf (No. {chance.randint(10_000, 99_999)}) Tj ET"
    page = "\n".join(["0.12 0.3 0.55 rg", text, "0.12 0.3 0.55 RG 50 715 m 545 715 l S", *lines]).encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size
    return out + b"startxref\n%d\n%%%%EOF\n" % out.index(b"xref\n0 ")


def _csv(name: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(_rows(name))
    return out.getvalue().encode("utf-8-sig")  # the mark by which spreadsheets know UTF-8


def _xlsx(name: str) -> bytes:
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in _rows(name))
    sheet = f'<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews><sheetData>{rows}</sheetData>'
    main = f'xmlns="{OFFICE}/spreadsheetml/2006/main"'
    links = f'xmlns:r="{OFFICE}/officeDocument/2006/relationships"'
    tab = '<sheet name="برگه ۱" sheetId="1" r:id="rId1"/>'
    return _office(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main",
        {
            "xl/workbook.xml": f"<workbook {main} {links}><sheets>{tab}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relationship("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
        },
        {"xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"},
    )


def _docx(name: str) -> bytes:
    title = name.rpartition(".")[0]
    texts = (title, "این سند برای بررسی و تأیید فرستاده شده است.", "شهرداری نورشهر و شرکت همیار شهر")
    start, end = "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>", "</w:t></w:r></w:p>"
    body = "".join(f"{start}{escape(text)}{end}" for text in texts)
    document = f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return _office("word/document.xml", "wordprocessingml.document.main", {"word/document.xml": document})


def _zip(name: str) -> bytes:
    stem = name.rpartition(".")[0]
    return _zipped({f"{stem} {n}.pdf": _pdf(f"{stem} {n}") for n in "۱۲"})


MAKERS: dict[str, Callable[[str], bytes]] = {
    "png": _picture("PNG"),
    "jpg": _picture("JPEG"),
    "pdf": _pdf,
    "xlsx": _xlsx,
    "csv": _csv,
    "docx": _docx,
    "zip": _zip,
}


def _chance(name: str) -> random.Random:
    return random.Random(zlib.crc32(name.encode()))  # noqa: S311 (the same picture each time is what is wanted)


def _rows(name: str) -> list[tuple[str | int, ...]]:
    chance = _chance(name)
    rows: list[tuple[str | int, ...]] = [HEADER]
    for number in range(1, chance.randint(12, 30)):
        case = f"{chance.randint(1000, 9999)}-{chance.randint(10, 99)}"
        rows.append((number, case, chance.choice(NAMES), chance.randint(1, 9), chance.randint(20, 900) * 10_000))
    return rows


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _relationship(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{link}</Relationships>'


def _office(main: str, main_type: str, parts: dict[str, str], other_types: dict[str, str] | None = None) -> bytes:
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for part, kind in {main: main_type, **(other_types or {})}.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    content_types = f'<Types xmlns="{OFFICE}/package/2006/content-types">{defaults}{types}</Types>'
    head = {"[Content_Types].xml": content_types, "_rels/.rels": _relationship("officeDocument", main)}
    return _zipped({part: (XML + text).encode() for part, text in (head | parts).items()})


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            # A ZipInfo of our own carries the same date each time.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
