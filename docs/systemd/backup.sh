#!/bin/sh
# Makes a backup below $BACKUPS and keeps the newest $KEEP. A backup that fails removes no other.
set -eu
umask 077
# What a failure left behind goes first: its room may be all that this one needs.
rm -rf -- "$BACKUPS"/*.unfinished
new="$BACKUPS/$(date -u +%Y-%m-%dT%H-%M-%SZ)"
status=0
.venv/bin/flask --app wsgi backup "$new.unfinished" || status=$?
# 3: all is in it but files that the storage has no more as they were sent. Older backups may have them, and stay.
[ "$status" = 0 ] || [ "$status" = 3 ] || exit "$status"
mv "$new.unfinished" "$new"
[ "$status" = 0 ] || exit "$status"
cd "$BACKUPS"
# Names sort by time.
ls -d -- *Z | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do rm -rf -- "$old"; done
