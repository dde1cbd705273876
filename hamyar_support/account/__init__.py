"""Registering, logging in and out, and one's own particulars."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from . import login, profile, prove, register, reset, sessions  # noqa: E402, F401  (they add their views to bp)
