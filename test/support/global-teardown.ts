import { onServer, TEMPLATE } from './server.ts';

export default async function tearDown(): Promise<void> {
  await onServer((client) => client.query(`drop database if exists ${TEMPLATE} with (force)`));
  await (globalThis as { stopTestServer?: () => Promise<void> }).stopTestServer?.();
}
