#!/usr/bin/env bash
# Starts IMAGE in the staging slot, and nothing else. Needs GROUP, APP and IMAGE.
set -euo pipefail
: "${GROUP:?}" "${APP:?}" "${IMAGE:?}"

# Stopped first: what answers afterwards is the new container, never the old one. Nobody is served from here.
az webapp stop --resource-group "$GROUP" --name "$APP" --slot staging
az deployment group create --resource-group "$GROUP" --name stage --output none \
  --template-file "$(dirname "$0")/stage.bicep" --parameters appName="$APP" image="$IMAGE"
az webapp start --resource-group "$GROUP" --name "$APP" --slot staging
