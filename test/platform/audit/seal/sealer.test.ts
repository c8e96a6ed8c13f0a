import { sealLagMs } from '../../../../src/platform/audit/seal/seal-lag.ts';
import { type Sealer, startSealer } from '../../../../src/platform/audit/seal/sealer.ts';
import { type CaughtLog, catchLog } from '../../../support/catch-log.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { onServer } from '../../../support/server.ts';
import { auditDb, namesOf, note, queuedCount, waitFor } from '../trail.ts';

const database = useTestDatabase();
const isSealed = async () => (await queuedCount(database)) === 0;

describe('a sealer', () => {
  let log: CaughtLog;
  let sealer: Sealer;
  beforeEach(() => {
    log = catchLog();
  });
  afterEach(async () => {
    await sealer.stop();
    log.stop();
  });

  it('seals what is written, within the five seconds that the seal may lag', async () => {
    sealer = startSealer(database.url);
    for (const name of ['a', 'b', 'c']) {
      await note(database, '1', name);
      await waitFor(isSealed);
      expect(await sealLagMs(auditDb(database))).toBe(0);
    }
    await sealer.stop();
    expect(await namesOf(database, '1')).toEqual(['a', 'b', 'c']);
    expect(log.lines).toEqual([]);
  });

  it('seals what was written last when it is stopped', async () => {
    sealer = startSealer(database.url);
    await note(database, '2', 'a');
    await waitFor(isSealed);
    await note(database, '2', 'last');
    await sealer.stop();
    expect(await namesOf(database, '2')).toEqual(['a', 'last']);
  });

  it('outlives the database, and says so once', async () => {
    sealer = startSealer(database.url);
    const name = new URL(database.url).pathname.slice(1);
    const close = (isOpen: boolean) =>
      onServer(async (client) => {
        await client.query(`alter database ${name} allow_connections ${isOpen}`);
        await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'riskgraph sealer'",
        );
      });
    await note(database, '3', 'before');
    await waitFor(isSealed);
    await close(false);
    await note(database, '3', 'meanwhile');
    await waitFor(async () => log.lines.length > 0);
    expect(await sealLagMs(auditDb(database))).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(log.words()).toEqual(['The audit log is not being sealed.']);
    await close(true);
    await waitFor(isSealed);
    await waitFor(async () => log.lines.length > 1);
    await sealer.stop();
    expect(log.words()[1]).toBe('The audit log is being sealed again.');
    expect(await namesOf(database, '3')).toEqual(['before', 'meanwhile']);
  });

  it('goes on with the other chains where one cannot be continued', async () => {
    await note(database, '4', 'a');
    await note(database, '5', 'b');
    // A link that is there already: the next one has its number.
    await database.query(
      `insert into audit_seals (tenant_id, sequence, entry_id, hash)
       select 99, 1, entry_id, '' from audit_queue where tenant_id = 4`,
    );
    sealer = startSealer(database.url);
    await waitFor(async () => (await namesOf(database, '5')).length > 0);
    await sealer.stop();
    expect(log.lines).not.toEqual([]);
    expect(await namesOf(database, '4')).toEqual([]);
  });
});
