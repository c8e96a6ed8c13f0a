import { APPLICATION, onServer, TEMPLATE } from './server.ts';

/** Something still depends on the role: the databases of a run that was broken off, or of one beside this. */
const STILL_NEEDED = '2BP01';

export default async function tearDown(): Promise<void> {
  await onServer(async (client) => {
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`drop role ${APPLICATION}`).catch((error: Error & { code?: string }) => {
      if (error.code !== STILL_NEEDED) throw error;
    });
  });
  await (globalThis as { stopTestServer?: () => Promise<void> }).stopTestServer?.();
}
