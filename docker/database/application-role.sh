#!/bin/sh
# Run once, when the database is made: the role that serves. It owns nothing; riskgraph grants it what it needs at each start.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/database_password)" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
create role riskgraph_app login password :'password';
SQL
