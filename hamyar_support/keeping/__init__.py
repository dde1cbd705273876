"""Keeping what people wrote: backup, restore, verify, sweep."""

from .backup import backup
from .manifest import BackupError, Manifest
from .restore import restore
from .sweep import sweep
from .verify import verify

__all__ = ["BackupError", "Manifest", "backup", "restore", "sweep", "verify"]
