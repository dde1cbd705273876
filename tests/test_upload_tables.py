"""csv has no signature: what is taken as a table, and what is not."""

from __future__ import annotations

import io

import pytest

from hamyar_support.uploads import Refused, inspect

ROWS = "نام,شهر\r\nسارا,«تهران»\r\n"


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + ROWS.encode("utf-16-be"),
        "نام,شهر\r\nعلي,تهران\r\n".encode("cp1256"),
        b"a;b\r1;2\r",  # old Mac
        b'"text, with comma","two\nlines"\n',
        b"one column\n",
        b"a,b\n1,<b>bold</b>\n",
        b"From: 1403/01/01\nTo: 1403/01/31\nday,amount\n",
        b"=cmd|'/c calc'!A0\n",
        b"%Profit,1\n",
        b"a,b\n1,2\n\x1a",  # as DOS ended text
    ],
)
def test_a_table_is_taken(data):
    assert inspect("جدول.csv", io.BytesIO(data)).content_type == "text/csv"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf <!DOCTYPE html><p>1,2",
        b"<svg onload=alert(1)>",
        b"<?xml version='1.0'?><a/>",
        b"<?php echo 1;",
        b"<!-- a --><script>1</script>",
        b"{\\rtf1\\ansi a,b}",
        b'[\n {"a": 1, "b": 2}]',
        b'{"a": 1}',
        b"#!/bin/sh\necho a,b\n",
        b"%!PS-Adobe-3.0\n",
        b"Subject: hi\nFrom: a@b\n c\nMIME-Version: 1.0\n\n<html>",
        b"Received: from a by b\n\nhello",
        b"a,b\n1,\0\n",
        b"a,b\x1b[31m\n",
        b"\x1f\x8b\x08\x00a,b",
        b" \r\n\t\n",
        ROWS.encode("utf-16-le"),
        b"\xff\xfea",
        b'"' + b"never closed\n" * 20_000,
        b"," * 20_000,
    ],
)
def test_other_text_and_bytes_are_refused(data):
    with pytest.raises(Refused) as caught:
        inspect("a.csv", io.BytesIO(data))
    assert "csv" in str(caught.value.reason)
