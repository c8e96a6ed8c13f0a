import { inTransaction } from '../../../src/platform/audit/audit-middleware.ts';
import type { MutationContext } from '../../../src/platform/graphql/context.ts';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { PortfolioEntity } from '../../../src/subgraphs/credit/portfolio/portfolio.entity.ts';
import { contextFor, NOW } from '../../support/context.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';

const database = useTestDatabase();
let tenant: TenantFixture;

beforeAll(async () => {
  tenant = (await seedIdentity(database)).a;
});
beforeEach(async () => {
  await database.query('delete from portfolios');
  await database.query('delete from audit_logs');
});

const run = <Result>(work: (context: MutationContext) => Promise<Result>) =>
  inTransaction(contextFor(database, tenant.viewers.ADMIN), work);
const create = ({ em }: MutationContext, name = 'Book') => {
  const { tenantId, organizationId, userId } = tenant.viewers.ADMIN;
  return em.create(PortfolioEntity, { name, tenantId, organizationId, ownerId: userId });
};
const entries = () => database.query('select * from audit_logs order by id');
const portfolios = () => database.query('select id::text as id, name from portfolios order by id');

test('a change and its entry are committed together', async () => {
  await run(async (context) => context.em.persist(create(context)));
  const [portfolio] = await portfolios();
  expect(await entries()).toMatchObject([
    {
      action: 'CREATE',
      entity_type: 'Portfolio',
      entity_id: toGlobalId('Portfolio', String(portfolio!.id)),
      request_id: 'request-1',
      ip_address: '192.0.2.1',
      tenant_id: tenant.tenantId,
      user_id: tenant.viewers.ADMIN.userId,
    },
  ]);
  const [{ at }] = (await database.query('select at = ?::timestamptz as at from audit_logs', [NOW])) as [
    { at: boolean },
  ];
  expect(at).toBe(true);
});

test('or neither of them', async () => {
  const work = run(async (context) => {
    await context.em.persist(create(context)).flush();
    context.audit.record({ action: 'EXPORT', entityType: 'Portfolio' });
    throw new Error('too late');
  });
  await expect(work).rejects.toThrow('too late');
  expect([await portfolios(), await entries()]).toEqual([[], []]);
});

test('an entry that cannot be written takes the change with it', async () => {
  const work = run(async (context) => {
    context.em.persist(create(context));
    context.audit.record({ action: 'EXPORT', entityType: 'x'.repeat(51) });
  });
  await expect(work).rejects.toThrow();
  expect([await portfolios(), await entries()]).toEqual([[], []]);
});

test('each flush is noted once, and only of its own transaction', async () => {
  await Promise.all(
    ['One', 'Two'].map((name) =>
      run(async (context) => {
        const portfolio = create(context, name);
        await context.em.persist(portfolio).flush();
        context.em.assign(portfolio, { name: `${name}, changed` });
        await context.em.flush();
        await context.em.flush();
      }),
    ),
  );
  const noted = (await entries()) as { action: string; changes: { name: unknown } }[];
  expect(noted.map(({ action }) => action).sort()).toEqual(['CREATE', 'CREATE', 'UPDATE', 'UPDATE']);
  const updates = noted.filter(({ action }) => action === 'UPDATE').map(({ changes }) => changes.name);
  expect(updates).toContainEqual({ from: 'One', to: 'One, changed' });
  expect(updates).toContainEqual({ from: 'Two', to: 'Two, changed' });
});

test('a mutation may note more than one statement can carry', async () => {
  await run(async ({ audit }) => {
    for (let number = 0; number < 8_000; number++) audit.record({ action: 'GRANT', entityType: 'ApiKey' });
  });
  expect(await entries()).toHaveLength(8_000);
});

test('an empty flush notes nothing', async () => {
  await run(async ({ em }) => em.flush());
  expect(await entries()).toEqual([]);
});

test('a field that points at a row of the graph is told by its public id', async () => {
  await run(async (context) => context.em.persist(create(context)));
  const [{ changes }] = (await entries()) as [{ changes: Record<string, { to: unknown }> }];
  expect(changes.ownerId!.to).toBe(tenant.ids.users.ADMIN);
  expect(changes.tenantId!.to).toBe(tenant.ids.tenant);
});

test('what was asked before a mutation is asked again after it', async () => {
  const context = contextFor(database, tenant.viewers.ADMIN);
  let asked = 0;
  const countLoader = { batch: async (keys: readonly string[]) => keys.map(() => ++asked) };
  const ask = () => context.loaders.load(countLoader, 'x', context);
  expect([await ask(), await ask()]).toEqual([1, 1]);
  await expect(inTransaction(context, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await ask()).toBe(2);
});
