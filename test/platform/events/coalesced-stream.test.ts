import { setTimeout as wait } from 'node:timers/promises';
import { CoalescedStream } from '../../../src/platform/events/coalesced-stream.ts';

const WINDOW_MS = 20;
const open: CoalescedStream<string>[] = [];
let ends = 0;
const stream = () => {
  const made = new CoalescedStream<string>(WINDOW_MS, () => {
    ends += 1;
  });
  open.push(made);
  return made;
};
const done = { value: undefined, done: true };

beforeEach(() => {
  ends = 0;
});
afterEach(() => Promise.all(open.splice(0).map((each) => each.return())));

test('what comes within a window is one item a key, the latest', async () => {
  const items = stream();
  items.put('loans', 'one loan');
  items.put('loans', 'two loans');
  items.put('name', 'a name');
  items.put('loans', 'three loans');
  expect(await items.next()).toEqual({ value: 'three loans', done: false });
  expect(await items.next()).toEqual({ value: 'a name', done: false });
});

test('a window begins with the first item and is not put off by others', async () => {
  const items = stream();
  items.put('loans', 'first');
  const taken = items.next();
  const busy = setInterval(() => items.put('name', 'again'), WINDOW_MS / 4);
  expect(await taken).toEqual({ value: 'first', done: false });
  clearInterval(busy);
});

test('after a window another begins', async () => {
  const items = stream();
  items.put('loans', 'first');
  await items.next();
  items.put('loans', 'second');
  items.put('loans', 'third');
  expect(await items.next()).toEqual({ value: 'third', done: false });
});

test('a subscriber that is busy finds the latest of each key, however many there were', async () => {
  const items = stream();
  for (let count = 1; count <= 1_000; count += 1) items.put(`key ${count % 2}`, `item ${count}`);
  await wait(WINDOW_MS * 2);
  for (let count = 1_001; count <= 2_000; count += 1) items.put(`key ${count % 2}`, `item ${count}`);
  expect((await items.next()).value).toBe('item 1999');
  expect((await items.next()).value).toBe('item 2000');
});

test('the last item drops what waits, and ends the stream', async () => {
  const items = stream();
  items.put('loans', 'a loan');
  items.finish('gone', 'gone');
  items.put('loans', 'too late');
  expect(await items.next()).toEqual({ value: 'gone', done: false });
  expect(ends).toBe(1);
  expect(await items.next()).toEqual(done);
});

test('return ends a next that waits', async () => {
  const items = stream();
  const waiting = items.next();
  expect(await items.return()).toEqual(done);
  expect(await waiting).toEqual(done);
  expect(await items.next()).toEqual(done);
});

test('after the end nothing is kept, and no timer runs', async () => {
  const items = stream();
  await items.return();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  items.put('loans', 'too late');
  expect(timers()).toBe(before);
  expect(await items.next()).toEqual(done);
});

test('the end is told once, whoever ends it', async () => {
  const items = stream();
  await items.return();
  await items.return();
  await expect(items.throw(new Error('as it is'))).rejects.toThrow('as it is');
  expect(ends).toBe(1);
});
