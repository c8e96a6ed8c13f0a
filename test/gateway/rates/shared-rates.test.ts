import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRates, type Rates } from '../../../src/gateway/rates/rates.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { catchLog } from '../../support/catch-log.ts';
import { openRelay, type Relay } from './relay.ts';

const REDIS = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');
const LIMIT = 5;
/** Far beyond what one request may wait for Redis, three times over. */
const HANG_MS = 5_000;

let open: Rates[] = [];
const log = catchLog();
afterEach(() => {
  for (const rates of open) rates.close();
  open = [];
  log.lines.length = 0;
});
afterAll(() => log.stop());

/** One replica. */
function replica(redisUrl: string): Rates {
  const limits = { rateLimitPerMinute: LIMIT, loginLimitPerMinute: LIMIT, importLimitPerHour: LIMIT };
  const rates = openRates({ redisUrl, ...limits });
  open.push(rates);
  return rates;
}

/** How many of so many requests are admitted; each must be decided before long. */
async function admitted(rates: Rates, userId: string, count: number): Promise<number> {
  const viewer = { userId } as Viewer;
  let passed = 0;
  for (let at = 0; at < count; at += 1) {
    const verdict = rates.countRequest({ viewer, ipAddress: '192.0.2.1' }).then(
      () => true,
      (refusal) => {
        expect(refusal.extensions).toMatchObject({ code: 'RATE_LIMITED' });
        return false;
      },
    );
    const hang = sleep(HANG_MS, 'hang', { ref: false });
    const decided = await Promise.race([verdict, hang]);
    expect(decided).not.toBe('hang');
    if (decided === true) passed += 1;
  }
  return passed;
}

const told = () => log.words();
const until = async (isSo: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await isSo()); waited += 50) {
    if (waited > 20_000) throw new Error('It never came to that.');
    await sleep(50);
  }
};

describe('without a Redis that answers, each process counts for itself', () => {
  test('when there is none', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => nobody.once('listening', resolve));
    const { port } = nobody.address() as { port: number };
    await new Promise((resolve) => nobody.close(resolve));
    const rates = replica(`redis://127.0.0.1:${port}`);
    expect(await admitted(rates, 'anyone', LIMIT + 3)).toBe(LIMIT);
    await until(() => told().length > 0);
    expect(await admitted(rates, 'another', LIMIT + 3)).toBe(LIMIT);
    await sleep(1_000);
    expect(told()).toEqual([expect.stringMatching(/^Redis is lost \(.*ECONNREFUSED/)]);
  });

  test('when one takes connections and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const rates = replica(`redis://127.0.0.1:${(silent.address() as { port: number }).port}`);
    await sleep(200);
    expect(await admitted(rates, 'anyone', LIMIT + 3)).toBe(LIMIT);
    rates.close();
    silent.close();
  });
});

const isThere = await new Promise<boolean>((resolve) => {
  const socket = connect(Number(REDIS.port), REDIS.hostname);
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  socket.once('connect', () => socket.destroy());
});
if (!isThere) {
  console.error(
    `SKIPPED: rates were not tried with a Redis. Start one at ${REDIS.href}, or set TEST_REDIS_URL.`,
  );
}

(isThere ? describe : describe.skip)('with a Redis', () => {
  let relay: Relay;
  beforeEach(async () => {
    relay = await openRelay(REDIS);
  });
  afterEach(() => relay.close());

  /** Two replicas that count together by now. */
  async function replicas(): Promise<[Rates, Rates]> {
    const pair: [Rates, Rates] = [replica(relay.url), replica(relay.url)];
    await until(() => areTogether(pair));
    return pair;
  }
  const areTogether = async ([one, other]: [Rates, Rates]) => {
    const user = randomUUID();
    return (await admitted(one, user, LIMIT)) === LIMIT && (await admitted(other, user, 1)) === 0;
  };

  test('replicas count together, each user for themself', async () => {
    const [one, other] = await replicas();
    const [user, another] = [randomUUID(), randomUUID()];
    expect(await admitted(one, user, 3)).toBe(3);
    expect(await admitted(other, user, LIMIT)).toBe(LIMIT - 3);
    expect(await admitted(one, another, LIMIT + 1)).toBe(LIMIT);
    expect(told()).toEqual([]);
  });

  test.each([
    'cut',
    'goSilent',
  ] as const)('that is lost (%s) leaves limits of each process, and is used again when back', async (loss) => {
    const pair = await replicas();
    relay[loss]();
    const user = randomUUID();
    for (const rates of pair) expect(await admitted(rates, user, LIMIT + 2)).toBe(LIMIT);
    await until(() => told().length === 2);
    expect(told()).toEqual(Array(2).fill(expect.stringContaining('Redis is lost')));
    relay.heal();
    await until(() => told().length === 4);
    expect(told().slice(2)).toEqual(Array(2).fill(expect.stringContaining('Redis is back')));
    expect(await areTogether(pair)).toBe(true);
  });
});
