#!/bin/sh
# Makes a backup below $BACKUPS and keeps the newest $KEEP. A backup that fails removes no other.
set -eu
umask 077
# What a failure left behind goes first: its room may be all that this one needs.
rm -rf -- "$BACKUPS"/*.unfinished
new="$BACKUPS/$(date -u +%Y-%m-%dT%H-%M-%SZ)"
.venv/bin/flask --app wsgi backup "$new.unfinished"
mv "$new.unfinished" "$new"
cd "$BACKUPS"
# Names sort by time.
ls -d -- *Z | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do rm -rf -- "$old"; done
