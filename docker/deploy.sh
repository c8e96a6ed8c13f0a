#!/usr/bin/env bash
# Deploys what is checked out: docker/deploy.sh
# Builds an image that is named after the commit, backs up, migrates, and replaces one gateway after the other, the second
# once the first is ready. Where something fails, the gateways that were replaced get the image of before. Migrations stay:
# they only add (docs/runbook.md, "Roll back"), so that the release before serves what they made.
set -euo pipefail
cd "$(dirname "$0")/.."

GATEWAYS=(gateway-1 gateway-2)
READY_SECONDS=${READY_SECONDS:-120}
WEEK_SECONDS=604800
# Compose reads it too, so that whoever starts something by hand starts what is deployed.
STATE=docker/.env

compose() { docker compose -p riskgraph -f docker/compose.yml "$@"; }
riskgraph() { compose run --rm --no-deps -T "$1" node dist/src/cli.js "${@:2}"; }
say() { echo "── $*"; }
complain() {
  echo "deploy.sh: $*" >&2
  faults=$((faults + 1))
}
require_no_faults() { [ "$faults" = 0 ] || exit 1; }

check_tools() {
  local tool
  for tool in docker git curl openssl; do
    command -v "$tool" >/dev/null || complain "$tool is not installed."
  done
  require_no_faults
  docker compose version >/dev/null || complain 'docker has no compose plugin.'
  [ -z "$(git status --porcelain --untracked-files=no)" ] || complain 'There are changes that are not committed.'
  require_no_faults
}

check_secrets() {
  local name file
  while read -r name; do
    file=docker/secrets/$name
    [ -s "$file" ] || complain "$file is missing or empty: docker/make-secrets.sh makes what is missing."
    [ -z "$(find "$file" -perm /022 2>/dev/null)" ] || complain "$file may be changed by others: chmod go-w $file"
  done < <(sed -n 's#.*{ file: \./secrets/\(.*\) }#\1#p' docker/compose.yml)
  require_no_faults
  openssl x509 -checkend 0 -noout -in docker/secrets/tls_certificate >/dev/null || complain 'The certificate has expired, or is none.'
  require_no_faults
  openssl x509 -checkend "$WEEK_SECONDS" -noout -in docker/secrets/tls_certificate >/dev/null ||
    say 'The certificate expires within a week.'
}

check_way_back() {
  [ -z "$previous" ] || docker image inspect "riskgraph:$previous" >/dev/null ||
    complain "The image of what is deployed, riskgraph:$previous, is gone: there would be no way back."
  require_no_faults
}

build() {
  say "Building $tag"
  GIT_COMMIT=$tag compose build "${GATEWAYS[0]}" backup
  # Prints all that is wrong with the settings.
  riskgraph "${GATEWAYS[0]}" config >/dev/null
}

prepare_database() {
  # Started where it is not running; a new definition of it waits until the gateways are replaced.
  compose up -d --no-recreate --wait --wait-timeout "$READY_SECONDS" database redis
  if [ -n "$previous" ]; then
    say 'Backing up'
    riskgraph backup backup /backups
  fi
  say 'Migrating'
  riskgraph "${GATEWAYS[0]}" migrate up
  has_migrated=yes
}

# Compose waits for the image's health check, which asks /readyz. The proxy has looked addresses up when it started.
replace() {
  RISKGRAPH_TAG=$2 compose up -d --no-deps --no-build --wait --wait-timeout "$READY_SECONDS" "$1" || return
  [ -z "$(compose ps --quiet --status running proxy)" ] || compose exec -T proxy nginx -s reload
}

replace_gateways() {
  local gateway
  for gateway in "${GATEWAYS[@]}"; do
    say "Replacing $gateway"
    # The last one first, should it come to going back.
    replaced=("$gateway" ${replaced[@]+"${replaced[@]}"})
    replace "$gateway" "$tag"
  done
}

start_the_rest() {
  say 'Starting what is new or changed'
  compose up -d --no-build
  curl --silent --show-error --fail --insecure --output /dev/null --max-time 5 --retry 60 --retry-delay 2 --retry-all-errors \
    --retry-max-time "$READY_SECONDS" "https://$(compose port proxy 8443)/readyz"
}

remember() {
  { grep -v '^RISKGRAPH_TAG=' "$STATE" 2>/dev/null || true; echo "RISKGRAPH_TAG=$tag"; } >"$STATE.new"
  mv "$STATE.new" "$STATE"
}

# One by one, too, and no further than what works: what still serves is left alone.
roll_back() {
  local gateway
  if [ "${#replaced[@]}" = 0 ]; then
    say "FAILED. Nothing was replaced${previous:+: $previous serves as before}."
  elif [ -z "$previous" ]; then
    say 'FAILED. This was the first deployment: there is nothing to go back to.'
  else
    compose logs --tail 50 "${replaced[0]}" || true
    for gateway in "${replaced[@]}"; do
      say "Going back: $gateway to $previous"
      replace "$gateway" "$previous" || { say "FAILED. $gateway is not ready with $previous either."; return; }
    done
    say "FAILED. $previous serves again."
  fi
  [ -z "$has_migrated" ] || say "The migrations of $tag stay. The backup from before them is the newest one in the volume."
}

finish() {
  local status=$?
  trap - EXIT
  [ "$status" = 0 ] || roll_back
  exit "$status"
}

faults=0 replaced=() has_migrated=
check_tools
tag=$(git rev-parse --short=12 HEAD)
previous=$(sed -n 's/^RISKGRAPH_TAG=//p' "$STATE" 2>/dev/null || true)
export RISKGRAPH_TAG=$tag
check_secrets
check_way_back
trap finish EXIT
build
prepare_database
replace_gateways
start_the_rest
remember
say "$tag is deployed${previous:+, after $previous}."
