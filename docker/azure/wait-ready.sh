#!/usr/bin/env bash
# wait-ready.sh staging|production: waits until the slot says that it is ready, three times running, and runs IMAGE, where
# that is set. Needs GROUP and APP. LIMIT_SECONDS: after how long it fails; PACE_SECONDS: how often it looks.
set -euo pipefail
slot=${1:?which slot}
: "${GROUP:?}" "${APP:?}"

# A slot's container is a resource below the slot's, that of production below the app's.
id=$(az webapp show --resource-group "$GROUP" --name "$APP" --query id --output tsv)
[ "$slot" = production ] || id="$id/slots/$slot"
url="https://$(az resource show --ids "$id" --query properties.defaultHostName --output tsv)/readyz"

image() { az resource show --ids "$id/sitecontainers/main" --api-version 2024-11-01 --query properties.image --output tsv; }
runs_image() { [ -z "${IMAGE:-}" ] || [ "$(image)" = "$IMAGE" ]; }
# 503 with a reason as long as the database does not answer or is not migrated.
ready() { runs_image && curl -fsS --max-time 10 "$url"; }

# One good answer is not yet a good instance: there are several.
good=0
deadline=$((SECONDS + ${LIMIT_SECONDS:-600}))
until [ "$good" -ge 3 ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "The slot $slot is not ready." >&2
    exit 1
  fi
  if ready; then good=$((good + 1)); else good=0; fi
  sleep "${PACE_SECONDS:-5}"
done
