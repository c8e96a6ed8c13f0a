import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedMemory } from '../../../src/gateway/rates/bounded-memory.ts';

const open = (maxCallers: number) =>
  new BoundedMemory({ keyPrefix: 'test', points: 2, duration: 1 }, maxCallers);
const isAdmitted = (memory: BoundedMemory, caller: string) =>
  memory.consume(caller, 1).then(
    () => true,
    () => false,
  );

describe('more callers than the memory takes', () => {
  test('are counted as one, so that nothing grows and nobody slips through', async () => {
    const memory = open(3);
    for (const known of ['a', 'b', 'c']) expect(await isAdmitted(memory, known)).toBe(true);
    const newcomers = await Promise.all(
      Array.from({ length: 500 }, (_, at) => isAdmitted(memory, `new ${at}`)),
    );
    expect(newcomers.filter(Boolean)).toHaveLength(2);
    expect(memory.dump().storage).toHaveLength(4);
  });

  test('take nothing from those who were there before', async () => {
    const memory = open(1);
    await memory.consume('a', 1);
    await Promise.all(Array.from({ length: 10 }, (_, at) => isAdmitted(memory, `new ${at}`)));
    expect(await isAdmitted(memory, 'a')).toBe(true);
    expect(await isAdmitted(memory, 'a')).toBe(false);
  });

  test('find room again when a window has ended', async () => {
    const memory = open(1);
    await memory.consume('a', 1);
    expect(await isAdmitted(memory, 'b')).toBe(true);
    await sleep(1_200);
    await memory.consume('c', 2);
    expect(memory.dump().storage.map(({ key }) => key)).toEqual(['c']);
  });
});
