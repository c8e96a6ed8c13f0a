import { mkdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  completeLinks,
  installedPostgres,
  programIn,
} from '../../../../src/platform/database/embedded/binaries.ts';
import { newDirectory, removeDirectories } from './directories.ts';

afterEach(removeDirectories);

test('links that a blocked install script left out are made, once', async () => {
  const root = await newDirectory();
  await mkdir(join(root, 'native', 'lib'), { recursive: true });
  const list = [{ source: 'native/lib/libx.so.60.2', target: 'native/lib/libx.so.60' }];
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(list));
  await completeLinks(root);
  await completeLinks(root);
  expect(await readlink(join(root, 'native', 'lib', 'libx.so.60'))).toBe('libx.so.60.2');
});

test('the installed PostgreSQL is found', async () => {
  expect(programIn(await installedPostgres(), 'postgres')).toMatch(/native.bin.postgres(\.exe)?$/);
});
