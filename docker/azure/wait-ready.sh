#!/usr/bin/env bash
# wait-ready.sh staging|production: waits until the slot runs IMAGE and says that it is ready. Needs GROUP, APP and IMAGE.
set -euo pipefail
slot=${1:?which slot}
: "${GROUP:?}" "${APP:?}" "${IMAGE:?}"
seconds=600

# A slot's container is a resource below the slot's, that of production below the app's.
id=$(az webapp show --resource-group "$GROUP" --name "$APP" --query id --output tsv)
[ "$slot" = production ] || id="$id/slots/$slot"
url="https://$(az resource show --ids "$id" --query properties.defaultHostName --output tsv)/readyz"

running() { az resource show --ids "$id/sitecontainers/main" --api-version 2024-11-01 --query properties.image --output tsv; }
# 503 with a reason as long as the database does not answer or is not migrated.
ready() { [ "$(running)" = "$IMAGE" ] && curl -fsS --max-time 10 "$url"; }

# One answer may still be the old container's.
good=0
deadline=$((SECONDS + seconds))
until [ "$good" -ge 3 ]; do
  if [ "$SECONDS" -ge "$deadline" ]; then
    echo "The slot $slot is not ready after $seconds seconds." >&2
    exit 1
  fi
  if ready; then good=$((good + 1)); else good=0; fi
  sleep 5
done
