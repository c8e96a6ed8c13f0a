#!/usr/bin/env bash
# Migrates the database with IMAGE, in a container beside it that ends when that is done. Needs GROUP, APP and IMAGE.
set -euo pipefail
: "${GROUP:?}" "${APP:?}" "${IMAGE:?}"
name="$APP-migrate"
seconds=900

remove() { az container delete --resource-group "$GROUP" --name "$name" --yes --output none 2>/dev/null || true; }
state() { az container show --resource-group "$GROUP" --name "$name" --query "containers[0].instanceView.currentState.$1" --output tsv; }

# One that was left behind would not run again.
remove
trap remove EXIT
az deployment group create --resource-group "$GROUP" --name migrate --output none \
  --template-file "$(dirname "$0")/migrate.bicep" --parameters appName="$APP" image="$IMAGE"

deadline=$((SECONDS + seconds))
until [ "$(state state)" = Terminated ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "The migration has not ended after $seconds seconds." >&2
    exit 1
  fi
  sleep 5
done
az container logs --resource-group "$GROUP" --name "$name"
[ "$(state exitCode)" = 0 ]
