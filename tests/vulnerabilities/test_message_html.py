"""A message that carries live HTML.

django-helpdesk CVE-2021-3945 and CVE-2021-3994 (`javascript:` links), FreeScout GHSA-jpq8 (nested tags get past the
sanitiser), GHSA-985r (a form in a message) and CVE-2026-32754, Zammad CVE-2026-34718 (`data:`), RT CVE-2011-2083. The
functions behind it have their own tests in test_richtext.py and test_markdown_hostile.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Message
from tests.browsing import HTMX, browser_document
from tests.desk import post
from tests.tickets import count, open_ticket

ATTACKS = (
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<form action=/logout method=post><input name=x><button>ادامه</button></form>",
    '<a href="javascript:alert(1)">ببین</a> javascript:alert(1) JaVaScRiPt:alert(1) java\tscript:alert(1)',
    "data:text/html,<script>alert(1)</script> vbscript:msgbox(1) &#106;avascript:alert(1)",
    "<svg><animate onbegin=alert(1) attributeName=x></svg><math><mi xlink:href=data:x></math>",
    '<p style="background:url(http://evil.example/x)">x</p><style>@import "//evil.example"</style>',
    "<div hx-get=/logout hx-trigger=load data-hx-post=/x data-draft data-keep=/x>x</div>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data=x></object><embed src=x>',
    "http://a.example/\"onmouseover='alert(1)' http://b.example/<script> https://c.example/'><img src=x onerror=x>",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'><link rel=import href=x>",
    "<!--><img src=x onerror=alert(1)>--> <![CDATA[<img src=x onerror=alert(1)>]]> <?xml-stylesheet href=x?>",
    "[x](javascript:alert(1)) ![x](http://evil.example/x.png) **b** `<b>`",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template><textarea></textarea><script>alert(1)</script>",
)
# What a message is made of, and where its links may lead.
ELEMENTS = {"p": {"dir"}, "br": set(), "a": {"href", "rel", "target"}}


def bodies(client: FlaskClient, path: str) -> list[Any]:
    return [e for e in browser_document(client.get(path)).iter() if "letter-text" in e.get("class", "").split()]


def assert_inert(body: Any) -> None:
    for element in list(body.iter())[1:]:
        assert element.tag in ELEMENTS, element.tag
        assert set(element.attrib) <= ELEMENTS[element.tag], element.attrib
        if element.tag == "a":
            assert element.get("href").startswith(("http://", "https://", "mailto:")), element.get("href")


@pytest.mark.parametrize("kind", ["reply", "note", "customer"])
def test_a_message_is_text_and_links_for_everyone(
    app: Flask, reza: FlaskClient, sara: FlaskClient, code: str, kind: str
) -> None:
    for attack in ATTACKS:
        if kind == "customer":
            sent = post(reza, f"/tickets/{code}/messages", HTMX, body=attack)
        else:
            sent = post(sara, f"/staff/tickets/{code}/messages", HTMX, body=attack, kind=kind)
        assert sent.status_code == 200
    assert count(app, Message) == len(ATTACKS) + 1
    readers = [(sara, f"/staff/tickets/{code}")] + ([(reza, f"/tickets/{code}")] if kind != "note" else [])
    for client, path in readers:
        found = bodies(client, path)
        assert len(found) == len(ATTACKS) + 1
        for body in found:
            assert_inert(body)
        shown = ["".join("".join(body.itertext()).split()) for body in found[1:]]
        assert shown == ["".join(attack.split()) for attack in ATTACKS]


def test_a_request_begins_as_harmlessly(app: Flask, people: Any, sara: FlaskClient, reza: FlaskClient) -> None:
    for attack in ATTACKS:
        code = open_ticket(app, people.reza, body=attack)
        for client, path in ((reza, f"/tickets/{code}"), (sara, f"/staff/tickets/{code}")):
            (body,) = bodies(client, path)
            assert_inert(body)
