#!/bin/sh
# daily.sh run <directory>: backs up once a day and keeps seven days and four weeks; what failed is tried again soon.
# daily.sh check <directory>: fails where the newest backup is older than 26 hours.
set -eu
RETRY_SECONDS=${RETRY_SECONDS:-300}
DAY_MINUTES=1440
LATE_MINUTES=1560

has_newer_than() { [ -n "$(find "$directory" -name '*.dump' -mmin "-$1")" ]; }

task=$1 directory=$2
if [ "$task" = check ]; then
  has_newer_than "$LATE_MINUTES"
  exit
fi

# A shell waits for what is in the foreground before it hears that it should stop.
trap 'kill "$!" || true; wait "$!" || true; exit 0' TERM INT
while true; do
  if ! has_newer_than "$DAY_MINUTES"; then
    node /app/dist/src/cli.js backup "$directory" --keep-daily 7 --keep-weekly 4 &
    wait "$!" || echo "It is tried again in $RETRY_SECONDS seconds."
  fi
  sleep "$RETRY_SECONDS" &
  wait "$!"
done
