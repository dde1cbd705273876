"""What a rule of the domain says when it refuses."""

from __future__ import annotations


class NotAllowed(ValueError):
    """A change that a rule forbids; its only argument says why, in the reader's language."""
