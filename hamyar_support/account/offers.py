"""What somebody typed to get an account, signed by the desk, until its e-mail has proven to be theirs.

Nothing of it is kept here: whoever never opens the link leaves nothing behind, and holds no name for others.
"""

from __future__ import annotations

from typing import TypedDict, cast

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from ..models import User

LASTS = 24 * 3600  # seconds
MAX_LENGTH = 2500


class Offer(TypedDict):
    username: str
    email: str
    full_name: str
    password_hash: str
    mobile: str
    locale: str


def sign(offer: Offer) -> str:
    """What the link carries."""
    return _signer().dumps(offer)


def read(signed: str) -> Offer | None:
    """The offer that `signed` carries, None where it is none of ours or too old."""
    try:
        return cast(Offer, _signer().loads(signed, max_age=LASTS))
    except BadData:
        return None


def is_taken(offer: Offer) -> bool:
    """Whether somebody has its username or its e-mail by now, as after it was used."""
    return User.key_is_taken(username=offer["username"]) or User.key_is_taken(email=offer["email"])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="offered account")
