"""Pages for everyone: landing, guide, questions and answers, the language, health."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from . import health, metrics, pages, security_txt  # noqa: E402, F401  (they add their views to bp)
