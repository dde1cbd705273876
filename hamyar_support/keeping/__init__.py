"""Keeping what people wrote: backup, restore, verify, sweep."""

from .backup import backup
from .manifest import BackupError, Manifest
from .restore import restore
from .sweep import drop_unrecorded, sweep
from .verify import verify

__all__ = ["BackupError", "Manifest", "backup", "drop_unrecorded", "restore", "sweep", "verify"]
