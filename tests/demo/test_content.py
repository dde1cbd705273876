"""The demo content makes sense by itself: people, times and spelling."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from hamyar_support.demo.content import DEPARTMENTS, FAQ, PEOPLE, REPLIES, TICKETS
from hamyar_support.demo.files import make
from hamyar_support.demo.shapes import DAY, DemoMessage, DemoTicket
from hamyar_support.models.canned_reply import VARIABLES, with_variables

PERSON = {person.username: person for person in PEOPLE}
each_ticket = pytest.mark.parametrize("ticket", TICKETS, ids=lambda ticket: ticket.subject)


def messages(ticket: DemoTicket) -> list[DemoMessage]:
    return [entry for entry in ticket.conversation if isinstance(entry, DemoMessage)]


def all_texts() -> list[str]:
    texts = [*DEPARTMENTS, *(person.full_name for person in PEOPLE)]
    for name, entries in FAQ:
        texts += [name, *(text for entry in entries for text in entry)]
    texts += [text for reply in REPLIES for text in (reply.title, reply.body)]
    for ticket in TICKETS:
        texts += [ticket.subject, *(message.text for message in messages(ticket))]
    return texts


def test_sixty_tickets_of_two_customers() -> None:
    assert Counter(ticket.customer for ticket in TICKETS) == {"reza": 40, "mina": 20}


def test_nothing_is_told_twice() -> None:
    said = [ticket.subject for ticket in TICKETS]
    said += [text for ticket in TICKETS for message in messages(ticket) for text in (message.text, *message.files)]
    assert [text for text, times in Counter(said).items() if times > 1] == []


@each_ticket
def test_it_happened_within_ninety_days(ticket: DemoTicket) -> None:
    assert sum(entry.after for entry in ticket.conversation) <= ticket.ago <= 90 * DAY


@each_ticket
def test_only_those_whose_business_it_is_take_part(ticket: DemoTicket) -> None:
    served = {p.username for p in PEOPLE if p.role == "admin" or ticket.department in p.departments}
    assert {entry.by for entry in ticket.conversation} <= {ticket.customer} | served
    assert ticket.conversation[0].by == ticket.customer
    assert ticket.assignee is None or ticket.assignee in {entry.by for entry in ticket.conversation}
    assert all(PERSON[message.by].role != "customer" for message in messages(ticket) if message.kind == "note")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("space instead of ZWNJ behind می", r"(?:^|\s)ن?می \w"),
        ("space instead of ZWNJ before ها", r"[آ-ی] ها(?:ی|\b)"),
        ("Latin punctuation", r"[آ-ی][,;?]"),
        ("Latin quotes", r'"'),
        ("space before punctuation", r" [،؛؟!.:](?:\s|$)"),
        ("two spaces", r" {2}"),
        ("stray ZWNJ", r"\u200c(?!\w)|(?<!\w)\u200c"),
    ],
)
def test_spelling(what: str, pattern: str) -> None:
    assert [text for text in all_texts() if re.search(pattern, text)] == []


def test_files_are_the_same_each_time_and_named_after_their_kind() -> None:
    named = [file for ticket in TICKETS for message in messages(ticket) for file in message.files]
    assert [file for file in named if not file.name.endswith(f".{file.kind}")] == []
    for kind, name in named:
        assert make(kind, name) == make(kind, name)


def test_canned_replies_fill_in_what_there_is() -> None:
    assert [reply.title for reply in REPLIES if with_variables(reply.body) != reply.body] == []
    assert {found for reply in REPLIES for found in re.findall(r"{(.*?)}", reply.body)} == set(VARIABLES)
    assert {reply.department for reply in REPLIES} <= {None, *DEPARTMENTS}
