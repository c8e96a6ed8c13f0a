#!/bin/sh
# Makes what is missing of docker/secrets/, and prints the administrator's password the first time. The certificate is one
# that no browser trusts: put your own in its place.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
cd secrets

random() { openssl rand -hex 24; }
make() { [ -s "$1" ] || printf '%s' "$2" >"$1"; }

make database_password "$(random)"
make database_owner_password "$(random)"
make database_url "postgresql://riskgraph_app:$(cat database_password)@database:5432/riskgraph"
make database_owner_url "postgresql://riskgraph:$(cat database_owner_password)@database:5432/riskgraph"
make jwt_secret "$(random)"
make metrics_token "$(random)"
make grafana_password "$(random)"
make router_secret "$(random)"
if [ ! -s admin_password ]; then
  make admin_password "Rg1-$(random)"
  echo "admin signs in with $(cat admin_password)"
fi
[ -s tls_certificate ] || openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout tls_key -out tls_certificate 2>/dev/null

# The containers read them as users of their own.
chmod 0444 -- *
chmod 0711 .
