import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { entities } from '../../../src/gateway/subgraphs.ts';
import { connectDatabase } from '../../../src/platform/database/connect.ts';
import type { KeptResults } from '../../../src/platform/results/kept-results.ts';
import { keepResults, keptResultsOf } from '../../../src/platform/results/results-of-database.ts';
import { useTestDatabase } from '../../support/database.ts';

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const north = useTestDatabase();
const south = useTestDatabase();
const opened: KeptResults[] = [];
afterAll(async () => {
  for (const results of opened) await results.close();
});

async function keep(orm: MikroORM, redisUrl?: string): Promise<KeptResults> {
  const results = await keepResults(orm, redisUrl);
  opened.push(results);
  return results;
}

test('results are kept for the database that it was said of, whoever asks it', async () => {
  expect(keptResultsOf(north.orm.em.fork())).toBeUndefined();
  const results = await keep(north.orm);
  expect(keptResultsOf(north.orm.em.fork())).toBe(results);
  expect(keptResultsOf(south.orm.em.fork())).toBeUndefined();
});

test('the replicas of a database share its results', async () => {
  const replica = await connectDatabase(north.url, entities);
  const results = await keepResults(north.orm, undefined, [replica]);
  opened.push(results);
  expect(keptResultsOf(replica.em.fork())).toBe(results);
  await replica.close();
});

test('in Redis, processes on one database share them; those on another never see them', async () => {
  const key = randomUUID();
  const ask = (results: KeptResults, answer: string) =>
    results.get(key, { compute: async () => answer, isCurrent: async () => true });
  const beside = await connectDatabase(north.url, entities);
  const [one, other, stranger] = [
    await keep(north.orm, REDIS),
    await keep(beside, REDIS),
    await keep(south.orm, REDIS),
  ];
  await sleep(500);
  expect(await ask(one, "north's")).toBe("north's");
  await sleep(100);
  expect(await ask(stranger, "south's")).toBe("south's");
  expect(await ask(other, 'computed again')).toBe("north's");
  await beside.close();
});
