#!/usr/bin/env bash
# Migrates the database with IMAGE, in a container beside it that ends when that is done. Needs GROUP, APP and IMAGE.
# LIMIT_SECONDS: after how long it fails; PACE_SECONDS: how often it looks.
set -euo pipefail
: "${GROUP:?}" "${APP:?}" "${IMAGE:?}"
name="$APP-migrate"

remove() { az container delete --resource-group "$GROUP" --name "$name" --yes --output none 2>/dev/null || true; }
state() { az container show --resource-group "$GROUP" --name "$name" --query "containers[0].instanceView.currentState.$1" --output tsv; }

# One that was left behind would not run again.
remove
trap remove EXIT
az deployment group create --resource-group "$GROUP" --name migrate --output none \
  --template-file "$(dirname "$0")/migrate.bicep" --parameters appName="$APP" image="$IMAGE"

deadline=$((SECONDS + ${LIMIT_SECONDS:-900}))
until [ "$(state state)" = Terminated ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo 'The migration has not ended.' >&2
    exit 1
  fi
  sleep "${PACE_SECONDS:-5}"
done
az container logs --resource-group "$GROUP" --name "$name"
[ "$(state exitCode)" = 0 ]
