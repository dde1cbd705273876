#!/bin/sh
# Makes a backup below $BACKUPS and keeps the newest $KEEP. A backup that fails removes nothing.
set -eu
umask 077
new="$BACKUPS/$(date -u +%Y-%m-%dT%H-%M-%SZ)"
.venv/bin/flask --app wsgi backup "$new.unfinished"
mv "$new.unfinished" "$new"
cd "$BACKUPS"
# Names sort by time. Left-overs of failures go once a whole backup is there.
rm -rf -- *.unfinished
ls -d -- *Z | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do rm -rf -- "$old"; done
