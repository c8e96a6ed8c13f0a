import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { KeptResults } from '../../../src/platform/results/kept-results.ts';
import { SharedResults } from '../../../src/platform/results/shared-results.ts';
import { catchLog } from '../../support/catch-log.ts';

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const redis = new Redis(REDIS);
let open: KeptResults[] = [];
const log = catchLog();
afterEach(async () => {
  for (const results of open) await results.close();
  open = [];
});
afterAll(() => {
  log.stop();
  redis.disconnect();
});

/** One replica, once it is connected. */
async function replica(owners: string, url = REDIS): Promise<KeptResults> {
  const shared = new SharedResults(url, owners);
  const results = new KeptResults(shared);
  open.push(results);
  for (let waited = 0; url === REDIS && !(await isReady(shared)); waited += 20) {
    if (waited > 5_000) throw new Error('No Redis.');
    await sleep(20);
  }
  return results;
}

async function isReady(shared: SharedResults): Promise<boolean> {
  const probe = randomUUID();
  shared.write(probe, '1');
  return (await shared.read(probe)) === '1';
}

const ask = async (results: KeptResults, key: string, result: unknown) => {
  let runs = 0;
  const compute = async () => {
    runs += 1;
    return result;
  };
  return { answer: await results.get(key, { compute, isCurrent: async () => true }), runs };
};

const NUMBERS = { gini: 0.30000000000000004, exposure: '0.10', grade: null, sectors: ['Ärzte'] };

test.each([
  ['numbers, to the last digit', NUMBERS],
  ['a text as it is', '{"gini":\n0.3'],
])('what one replica computed, another one takes: %s', async (_, result) => {
  const owners = randomUUID();
  const [one, other] = [await replica(owners), await replica(owners)];
  await ask(one, 'key', result);
  for (const _ of [1, 2])
    expect(await ask(other, 'key', 'newly computed')).toEqual({ answer: result, runs: 0 });
});

test('results of another database, or of other code, are not taken', async () => {
  const [one, other] = [await replica(randomUUID()), await replica(randomUUID())];
  await ask(one, 'key', NUMBERS);
  expect(await ask(other, 'key', 'ours')).toEqual({ answer: 'ours', runs: 1 });
});

test('none stays for ever', async () => {
  const owners = randomUUID();
  await ask(await replica(owners), 'key', NUMBERS);
  const [name] = await redis.keys(`*${owners}:key`);
  expect(await redis.ttl(name!)).toBeGreaterThan(500);
  expect(await redis.ttl(name!)).toBeLessThanOrEqual(600);
});

test('what is no result any more is computed anew', async () => {
  const owners = randomUUID();
  await redis.set(`riskgraph:result:${owners}:key`, '{"gini": 0.3', 'EX', 60);
  expect(await ask(await replica(owners), 'key', NUMBERS)).toEqual({ answer: NUMBERS, runs: 1 });
});

describe('without a Redis that answers, each process computes for itself, before long', () => {
  test('when there is none', async () => {
    const results = await replica(randomUUID(), 'redis://127.0.0.1:1');
    expect(await ask(results, 'key', NUMBERS)).toEqual({ answer: NUMBERS, runs: 1 });
    expect(await ask(results, 'key', 'newly computed')).toEqual({ answer: NUMBERS, runs: 0 });
  });

  test('when one takes connections and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const results = await replica(randomUUID(), `redis://127.0.0.1:${port}`);
    await sleep(100);
    const start = performance.now();
    expect(await ask(results, 'key', NUMBERS)).toEqual({ answer: NUMBERS, runs: 1 });
    expect(performance.now() - start).toBeLessThan(2_000);
    silent.close();
  });
});
