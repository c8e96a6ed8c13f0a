import type { MikroORM, PostgreSqlConnection } from '@mikro-orm/postgresql';
import { Client, type ClientConfig } from 'pg';

/** A connection of its own to the pool's database, not open yet: one of the pool would be lent to others. */
export function clientBesidePool(orm: MikroORM, own: ClientConfig): Client {
  const connection = orm.em.getConnection() as PostgreSqlConnection;
  return new Client(connection.mapOptions({ ...orm.config.get('driverOptions'), ...own }));
}
