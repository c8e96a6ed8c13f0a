#!/usr/bin/env bash
# Starts IMAGE in the staging slot, and nothing else. Needs GROUP, APP and IMAGE.
set -euo pipefail
: "${GROUP:?}" "${APP:?}" "${IMAGE:?}"
az deployment group create --resource-group "$GROUP" --name stage --output none \
  --template-file "$(dirname "$0")/stage.bicep" --parameters appName="$APP" image="$IMAGE"
# The same image again is no change to the slot: it would keep what it runs.
az webapp restart --resource-group "$GROUP" --name "$APP" --slot staging
