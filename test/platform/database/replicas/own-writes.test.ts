import { inTransaction } from '../../../../src/platform/audit/audit-middleware.ts';
import { includes } from '../../../../src/platform/database/replicas/moment.ts';
import { noteWrite, noteWritesInto } from '../../../../src/platform/database/replicas/own-writes.ts';
import { viewerOfSession } from '../../../../src/subgraphs/identity/session/session.rows.ts';
import { contextFor } from '../../../support/context.ts';
import { statementsDuring } from '../../../support/count-statements.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';

describe('what a user wrote last', () => {
  const plain = useTestDatabase();
  const noted = useTestDatabase();
  const people: Record<'plain' | 'noted', TenantFixture> = {} as never;
  beforeAll(async () => {
    noteWritesInto(noted.orm);
    people.plain = (await seedIdentity(plain)).a;
    people.noted = (await seedIdentity(noted)).a;
  });

  const change = (database: typeof plain, { viewers }: TenantFixture) =>
    inTransaction(contextFor(database, viewers.ADMIN), ({ audit }) =>
      audit.record({ action: 'UPDATE', entityType: 'Portfolio' }),
    );

  it('is noted in the transaction itself, and nothing is where there is no replica', async () => {
    const statements = await statementsDuring(plain.orm, () => change(plain, people.plain));
    expect(statements.map((statement) => statement.match(/\b(begin|insert|commit)\b/)?.[0])).toEqual([
      'begin',
      'insert',
      'commit',
    ]);
    await change(noted, people.noted);
    const [row] = await noted.query(
      `select w.user_id::text as "userId", w.xmin::text = (w.xact::text::bigint % 4294967296)::text as "isOwn"
       from last_writes w`,
    );
    expect(row).toEqual({ userId: people.noted.viewers.ADMIN.userId, isOwn: true });
    expect(await plain.query('select * from last_writes')).toEqual([]);
  });

  it('comes with who asks, in the same statement', async () => {
    const [row] = await noted.query('select xact::text from last_writes');
    const context = contextFor(noted, null);
    const { ADMIN, VIEWER } = people.noted.viewers;
    const statements = await statementsDuring(noted.orm, async () => {
      expect(await viewerOfSession(context, ADMIN.sessionId as string)).toEqual({
        ...ADMIN,
        lastWrite: row?.xact,
      });
      expect(await viewerOfSession(context, VIEWER.sessionId as string)).toEqual({
        ...VIEWER,
        lastWrite: null,
      });
    });
    expect(statements).toHaveLength(2);
  });

  it('is not noted of what is rolled back', async () => {
    const before = await noted.query('select xact::text from last_writes');
    await expect(
      inTransaction(contextFor(noted, people.noted.viewers.ADMIN), async ({ em }) => {
        await noteWrite(em, [people.noted.viewers.ADMIN.userId]);
        throw new Error('Never mind.');
      }),
    ).rejects.toThrow('Never mind.');
    expect(await noted.query('select xact::text from last_writes')).toEqual(before);
  });

  it('is by the later commit, not by the younger transaction: who sees that one sees both', async () => {
    const key = people.noted.viewers.ANALYST.userId;
    const slow = noted.orm.em.fork();
    await slow.begin();
    const [{ xact: olderXact }] = await slow.execute<[{ xact: string }]>(
      'select pg_current_xact_id()::text as xact',
    );
    await noted.orm.em.fork().transactional((em) => noteWrite(em, [key]));
    const [{ snapshot: between }] = (await noted.query('select pg_current_snapshot()::text as snapshot')) as [
      { snapshot: string },
    ];
    await noteWrite(slow, [key]);
    await slow.commit();
    const [row] = await noted.query<{ xact: string }>(
      'select xact::text from last_writes where user_id = ?',
      [key],
    );
    expect(row?.xact).toBe(olderXact);
    expect(includes({ takenAt: 0, position: 0n, history: '', snapshot: between }, olderXact)).toBe(false);
  });
});
