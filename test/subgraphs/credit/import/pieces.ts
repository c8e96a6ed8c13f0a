import type { Issue } from '../../../../src/platform/errors.ts';

/** The bytes of a file in pieces of a size, as a network might deliver them. */
export async function* inPieces(file: string | Uint8Array, bytes = 65_536): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.from(file as string);
  for (let from = 0; from < buffer.length; from += bytes) yield buffer.subarray(from, from + bytes);
}

/** All that an async source yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The issues of the BAD_USER_INPUT that a promise must end in, as `path: message`. */
export async function issuesOf(promise: Promise<unknown>): Promise<string[]> {
  const { extensions } = await promise.then(
    () => ({ extensions: { code: 'nothing was refused', issues: [] as Issue[] } }),
    (error) => error,
  );
  expect(extensions?.code).toBe('BAD_USER_INPUT');
  return extensions.issues.map(({ path, message }: Issue) => `${path.join('.')}: ${message}`);
}
