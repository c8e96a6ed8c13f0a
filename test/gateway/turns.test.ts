import { setTimeout as sleep } from 'node:timers/promises';
import { Turns } from '../../src/gateway/turns.ts';
import { withDeadline } from '../../src/platform/deadline.ts';

const BUSY = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

describe('turns', () => {
  const working = (turns: Turns) => {
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    return { done: turns.take(() => promise), finish };
  };

  it('let so many work at once, and the others in the order in which they came', async () => {
    const turns = new Turns(2, 10_000);
    let atOnce = 0;
    const seen: number[] = [];
    const order: number[] = [];
    const work = async (n: number) => {
      order.push(n);
      seen.push(++atOnce);
      await sleep(10);
      atOnce -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map((n) => turns.take(() => work(n))));
    expect(Math.max(...seen)).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('pass on after work that fails', async () => {
    const turns = new Turns(1, 10_000);
    const fault = new Error('failed');
    const failing = turns.take(() => Promise.reject(fault));
    await Promise.all([expect(failing).rejects.toBe(fault), turns.take(async () => {})]);
  });

  it('are refused to who would wait too long, or past their deadline, and are not lost by that', async () => {
    const turns = new Turns(1, 50);
    const { done, finish } = working(turns);
    await expect(turns.take(async () => {})).rejects.toMatchObject(BUSY);
    const patient = new Turns(1, 60_000);
    const other = working(patient);
    await expect(withDeadline(50, () => patient.take(async () => {}))).rejects.toMatchObject(BUSY);
    finish();
    other.finish();
    await Promise.all([done, other.done]);
    expect(await turns.take(async () => 'served')).toBe('served');
    expect(await patient.take(async () => 'served')).toBe('served');
  });
});
