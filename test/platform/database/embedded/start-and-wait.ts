// A process of its own that starts the server of argv[2], says so, and stops it when its input ends.
import { startEmbeddedPostgres } from '../../../../src/platform/database/embedded/start-embedded-postgres.ts';

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2]!, durable: false });
process.stdout.write(`${JSON.stringify({ url: postgres.url, adopted: postgres.adopted })}\n`);
for await (const _ of process.stdin);
await postgres.stop();
