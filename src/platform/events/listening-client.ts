import type { MikroORM, PostgreSqlConnection } from '@mikro-orm/postgresql';
import { Client } from 'pg';

/** The longest that a connection may take to answer whether it lives. */
const ANSWER_TIMEOUT_MS = 5_000;

/** A connection of its own to the pool's database: one of the pool would be lent to others. */
export function listeningClient(orm: MikroORM): Client {
  const connection = orm.em.getConnection() as PostgreSqlConnection;
  return new Client(
    connection.mapOptions({
      ...orm.config.get('driverOptions'),
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'riskgraph events',
    }),
  );
}
