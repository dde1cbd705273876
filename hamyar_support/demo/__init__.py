"""Believable Persian content for a first look at the desk: people, FAQ, sixty tickets with conversations and files."""

from .loading import PASSWORD, load

__all__ = ["PASSWORD", "load"]
