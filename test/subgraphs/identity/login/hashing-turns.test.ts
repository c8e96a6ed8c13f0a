import { inTurn } from '../../../../src/subgraphs/identity/login/hashing-turns.ts';

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}

test('a few at once, a bounded number in line, and who comes then is told to come back', async () => {
  const { ended, end } = work();
  let running = 0;
  let most = 0;
  const one = () =>
    inTurn(async () => {
      most = Math.max(most, ++running);
      await ended;
      running--;
    });
  const all = Array.from({ length: 100 }, one);
  const refused = all.slice(63).map((outcome) => expect(outcome).rejects.toMatchObject(BUSY));
  await Promise.all(refused);
  end();
  const outcomes = await Promise.allSettled(all);
  const served = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(served).toBeGreaterThanOrEqual(61);
  expect(served).toBeLessThanOrEqual(63);
  expect(most).toBeLessThanOrEqual(3);
  await one();
});

test('work that fails gives its turn on', async () => {
  const failing = Array.from({ length: 10 }, () => inTurn(() => Promise.reject(new Error('no'))));
  expect(new Set((await Promise.allSettled(failing)).map(({ status }) => status))).toEqual(
    new Set(['rejected']),
  );
  expect(await inTurn(async () => 'mine')).toBe('mine');
});

const BUSY = { extensions: { code: 'SERVICE_UNAVAILABLE' } };
