import pg from 'pg';

/** What of an address's parameters PostgreSQL's own programs need, too. */
const TLS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

/**
 * A connection as PostgreSQL's programs read it from their environment: their arguments, which everybody on the machine
 * may read, then hold nothing of it.
 */
export function connectionVariables(url: string): Record<string, string> {
  const { host, port, user, password, database } = new pg.Client({ connectionString: url });
  const parameters = new URLSearchParams(url.split('?')[1]);
  // The driver's word for a connection that is encrypted, with whomever.
  if (parameters.get('sslmode') === 'no-verify') parameters.set('sslmode', 'require');
  const tls = TLS.map((name): [string, string | null] => [`PG${name.toUpperCase()}`, parameters.get(name)]);
  const all = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    ...Object.fromEntries(tls),
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
