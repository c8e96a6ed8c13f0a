import type { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { clientBesidePool } from '../database/client-beside-pool.ts';

/** The longest that a connection may take to answer whether it lives. */
const ANSWER_TIMEOUT_MS = 5_000;

/** The connection that hears events. */
export const listeningClient = (orm: MikroORM): Client =>
  clientBesidePool(orm, { query_timeout: ANSWER_TIMEOUT_MS, application_name: 'riskgraph events' });
