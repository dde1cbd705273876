"""How often one account, or one address of the signed-out, may do what: generous for people, tight for machines.

Each is counted by itself, in the memory of each process or, with `HAMYAR_REDIS_URL`, for all of them together.
"""

from __future__ import annotations

import logging

from flask import request

from . import logs
from .extensions import limiter
from .logs import Event

REGISTERING = "20 per 10 minutes; 60 per hour"
LOGGING_IN = "30 per minute"
PASSWORDS = "20 per hour"
LINKS_ASKED = "20 per 10 minutes; 60 per hour"
CODES = "60 per hour"
NEW_TICKETS = "30 per minute; 120 per hour"
REPLIES = "60 per minute; 300 per hour"
FILES_SENT = "100 per 10 minutes"
# A page of a conversation may load dozens of pictures.
DOWNLOADS = "180 per minute"
SEARCHES = "120 per minute"

# Every other form has OTHER_FORMS of config.py, for itself. Reading is not limited.


def _files() -> int:
    return sum(1 for file in request.files.getlist("attachments") if file.filename)


def _brings_no_file() -> bool:
    return not _files()


def _seeks_nothing() -> bool:
    return not request.args.get("q", "").strip()


of_files = limiter.shared_limit(FILES_SENT, scope="files", cost=_files, exempt_when=_brings_no_file)
of_searches = limiter.shared_limit(SEARCHES, scope="searches", exempt_when=_seeks_nothing)


def tell_alone(is_alone: bool) -> None:
    """Record that this process counts by itself since Redis is away, or that Redis is back."""
    logs.event(Event.LIMITS_ALONE if is_alone else Event.LIMITS_SHARED, logging.WARNING if is_alone else logging.INFO)
