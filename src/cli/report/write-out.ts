import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';

type Body = AsyncIterable<string | Buffer>;

/** Writes a body to a file, which is there once it is whole and not before; to the output where none is named. */
export async function writeOut(body: Body, file: string | undefined): Promise<void> {
  if (file === undefined) return print(body);
  const unfinished = `${file}.${process.pid}.part`;
  const handle = await open(unfinished, 'w');
  try {
    for await (const piece of body) await handle.appendFile(piece);
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function print(body: Body): Promise<void> {
  for await (const piece of body) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
