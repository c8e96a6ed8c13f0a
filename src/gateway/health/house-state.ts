import type { MikroORM } from '@mikro-orm/postgresql';
import packageJson from '../../../package.json' with { type: 'json' };
import { type DatabaseState, databaseState } from '../../platform/database/database-state.ts';
import type { ReplicaState } from '../../platform/database/replicas/replica-metrics.ts';
import type { Replicas } from '../../platform/database/replicas/replicas.ts';
import { type RedisState, redisState } from '../../platform/redis-state.ts';

/** What the house stands on, and how that does. */
export interface HouseState {
  version: string;
  /** Of the sources that it was built from; null where nobody said. */
  commit: string | null;
  database: DatabaseState & { embedded: boolean };
  /** Null where there is none. */
  redis: RedisState | null;
  /** How each does, as this process sees it. */
  replicas: ReplicaState[];
}

/** What is told about a house beside its database. */
export interface Standing {
  orm: MikroORM;
  replicas?: Replicas | undefined;
  isEmbedded: boolean;
  redisUrl: string | undefined;
  commit: string | undefined;
}

export async function houseState({
  orm,
  replicas,
  isEmbedded,
  redisUrl,
  commit,
}: Standing): Promise<HouseState> {
  const [database, redis] = await Promise.all([
    databaseState(orm),
    redisUrl ? redisState(redisUrl) : Promise.resolve(null),
  ]);
  const { version } = packageJson;
  return {
    version,
    commit: commit ?? null,
    database: { ...database, embedded: isEmbedded },
    redis,
    replicas: replicas?.states() ?? [],
  };
}

/** Why nobody should be sent here; null if all is well. Redis and replicas are missed by nobody: each process does without. */
export function faultOf({ database }: HouseState): string | null {
  if (!database.answers) return 'the database does not answer';
  return database.pendingMigrations.length > 0 ? 'the database is not migrated' : null;
}
