"""Registering, logging in and out, and one's own particulars."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from . import (  # noqa: E402  (they add their views to bp)
    login,  # noqa: F401
    profile,  # noqa: F401
    prove,  # noqa: F401
    register,  # noqa: F401
    reset,  # noqa: F401
    second_factor,  # noqa: F401
    second_step,  # noqa: F401
    sessions,  # noqa: F401
)
