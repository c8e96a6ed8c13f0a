import { setTimeout as sleep } from 'node:timers/promises';
import {
  currentDeadline,
  LAST_WORD_MS,
  lengthenDeadline,
  passAllDeadlines,
  withDeadline,
} from '../../src/platform/deadline.ts';
import { serviceUnavailable } from '../../src/platform/errors.ts';

const refusal = () => currentDeadline()?.refusal?.extensions.code;

describe('a deadline', () => {
  it('holds for everything that the work awaits, and for nothing beside it', async () => {
    const seen = await withDeadline(50, async () => {
      const before = refusal();
      await sleep(100);
      return [before, refusal()];
    });
    expect(seen).toEqual([undefined, 'DEADLINE_EXCEEDED']);
    expect(currentDeadline()).toBeUndefined();
  });

  it('tells those who listen, once, and not those who have left', async () => {
    const told: string[] = [];
    await withDeadline(50, async (deadline) => {
      deadline.onPass(() => told.push('stays'));
      const leave = deadline.onPass(() => told.push('leaves'));
      leave();
      await sleep(100);
      deadline.pass();
    });
    expect(told).toEqual(['stays']);
  });

  it('answers for work that does not end', async () => {
    const startedAt = performance.now();
    const never = withDeadline(50, () => new Promise(() => {}));
    await expect(never).rejects.toMatchObject({ extensions: { code: 'DEADLINE_EXCEEDED' } });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(LAST_WORD_MS);
  });

  it('still tells work that goes on although nobody waits for it any more', async () => {
    let told = false;
    await withDeadline(50, async (deadline) => {
      deadline.onPass(() => {
        told = true;
      });
    });
    await sleep(100);
    expect(told).toBe(true);
  });

  it('gives long work time of its own, and leaves the rest what it had', async () => {
    const seen = await withDeadline(200, async () => {
      const within = await lengthenDeadline(5_000, async () => {
        await sleep(400);
        return refusal();
      });
      const after = refusal();
      await sleep(300);
      return [within, after, refusal()];
    });
    expect(seen).toEqual([undefined, undefined, 'DEADLINE_EXCEEDED']);
  });

  it('gives all long work of a request together no more than that', async () => {
    const seen = await withDeadline(1_000, async () => {
      const long = () =>
        lengthenDeadline(300, async () => {
          await sleep(200);
          return refusal();
        });
      return [await long(), await long(), await long().catch(refusal)];
    });
    expect(seen).toEqual([undefined, 'DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED']);
  });

  it('passes early where the house closes, for the reason that it has', async () => {
    const code = await withDeadline(60_000, async () => {
      passAllDeadlines(() => serviceUnavailable('Closed.'));
      return refusal();
    });
    expect(code).toBe('SERVICE_UNAVAILABLE');
  });

  it('is none outside a request', async () => {
    expect(await lengthenDeadline(1, async () => 'done')).toBe('done');
  });
});
