"""A thousand open tabs that ask for news every ten seconds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

from .browser import LIVE, Answer, filled
from .lab import Lab, Row

TABS, EVERY = 1000, 10.0
ASKERS = 25
P95_SECONDS = 0.2


def run(lab: Lab) -> Iterator[Row]:
    seconds = lab.rounds(30, 6)
    with lab.site() as site:
        site.start()
        reza = site.browser()
        typed = {"department": str(site.department), "subject": "زبانه", "body": "زبانه"}
        ticket = reza.submit("/tickets/new", "/tickets/new", typed).headers["Location"]
        form = reza.form(ticket, f"{ticket}/messages")
        message, version = site.ask("SELECT last_message_id, public_version FROM tickets")[0]
        poll = f"{ticket}?since={version}&after={message}&after_event=0"
        pace = ASKERS * EVERY / TABS
        other = reza.submit("/tickets/new", "/tickets/new", typed).headers["Location"]
        alone = quantiles([reza.get(poll, LIVE).seconds for _ in range(40)], n=20)[-1]
        begun = time.monotonic()

        def ask(number: int) -> list[Answer]:
            own, answers, due = reza.another(), [], begun + pace * number / ASKERS
            while (now := time.monotonic()) < begun + seconds:
                if now < due:
                    time.sleep(due - now)
                answers.append(own.get(poll, LIVE))
                due += pace
            return answers

        with ThreadPoolExecutor(ASKERS) as pool:
            asked = [pool.submit(ask, number) for number in range(ASKERS)]
            written = []
            while time.monotonic() < begun + seconds:
                written.append(reza.post(f"{other}/messages", filled(form, {"body": "در این میان"})))
                time.sleep(0.5)
        answers = [answer for each in asked for answer in each.result()]
        took = time.monotonic() - begun
    p95 = quantiles([answer.seconds for answer in answers], n=20)[-1]
    statuses = Counter(answer.status for answer in answers)
    slowest = max(answer.seconds for answer in written)
    done = f"{TABS} tabs, a poll each {EVERY:.0f} s: {len(answers)} polls in {took:.0f} s"
    seen = (
        f"{len(answers) / took:.0f}/s, answers {dict(statuses)}, p95 {p95 * 1000:.0f} ms (alone {alone * 1000:.0f}); "
        f"{len(written)} writes meanwhile, slowest {slowest * 1000:.0f} ms"
    )
    good = set(statuses) == {204} and p95 < alone + P95_SECONDS and {answer.status for answer in written} == {303}
    yield Row(done, seen, good and len(answers) / took > 0.9 * TABS / EVERY)
