import type { RoleName } from '../../../../src/platform/security/viewer.ts';
import { NOW } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { callerOf, entriesOf, refusalWithoutTrace } from '../ask.ts';
import { addLoans, addPortfolio, addSnapshot, type Stored } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let managed: Stored;

const OWN_FIELDS =
  'id name description currency isActive version dataVersion owner { id } organization { id } updatedAt';
const CREATE = `mutation ($input: CreatePortfolioInput!) { createPortfolio(input: $input) { ${OWN_FIELDS} loanCount totalExposure } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdatePortfolioInput!) { updatePortfolio(id: $id, input: $input) { ${OWN_FIELDS} } }`;
const DELETE = 'mutation ($id: ID!) { deletePortfolio(id: $id) { id } }';

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
});
beforeEach(async () => {
  managed = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER, { description: 'Before' });
});

const callerAs = (role: RoleName, tenant = a) => callerOf(database, tenant.viewers[role]);
const dataVersionOf = async ({ key }: Stored): Promise<number> => {
  const [row] = await database.query<{ v: string }>(
    'select data_version::text as v from portfolios where id = ?',
    [key],
  );
  return Number(row!.v);
};

describe('createPortfolio', () => {
  test.each([
    'PORTFOLIO_MANAGER',
    'ADMIN',
    'SUPER_ADMIN',
  ] as const)('%s makes one of their own', async (role) => {
    const { createPortfolio } = await callerAs(role).ask(CREATE, {
      input: { name: ' New ', description: ' ' },
    });
    expect(createPortfolio).toMatchObject({
      name: 'New',
      description: null,
      currency: 'GBP',
      isActive: true,
      version: 1,
      dataVersion: '1',
      owner: { id: a.ids.users[role] },
      organization: { id: a.ids.organization },
      loanCount: 0,
      totalExposure: '0.00',
    });
  });

  test.each(['VIEWER', 'ANALYST'] as const)('%s may not', async (role) => {
    const error = await refusalWithoutTrace(database, a.viewers[role], CREATE, { input: { name: 'New' } });
    expect(error.code).toBe('FORBIDDEN');
  });

  test('nor may anybody who is not signed in', async () => {
    const error = await refusalWithoutTrace(database, null, CREATE, { input: { name: 'New' } });
    expect(error.code).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['eur', 'EUR'],
    [' USD ', 'USD'],
    [null, 'GBP'],
  ])('the currency %j is %s', async (currency, code) => {
    const { createPortfolio } = await callerAs('ADMIN').ask(CREATE, { input: { name: 'New', currency } });
    expect(createPortfolio.currency).toBe(code);
  });

  test.each(['', 'EURO', 'XYZ', '€', 'E\u0000R', '123'])('the currency %j is none', async (currency) => {
    const input = { name: 'New', currency };
    const error = await refusalWithoutTrace(database, a.viewers.ADMIN, CREATE, { input });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: ['input.currency'] });
  });

  test('all faults at once', async () => {
    const input = { name: ' ', description: 'x'.repeat(2001), currency: 'nope' };
    const error = await refusalWithoutTrace(database, a.viewers.ADMIN, CREATE, { input });
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      places: ['input.name', 'input.description', 'input.currency'],
      message:
        'input.name: A value is required. input.description: At most 2000 characters. input.currency: This is not a currency code of ISO 4217.',
    });
  });

  test('lengths are counted in characters', async () => {
    const input = { name: '😀'.repeat(200), description: '😀'.repeat(2000) };
    expect((await callerAs('ADMIN').ask(CREATE, { input })).createPortfolio.name).toBe(input.name);
    for (const name of ['😀'.repeat(201), 'a\u0000b', 'a\nb', 'a\ud800b'])
      expect((await callerAs('ADMIN').refusal(CREATE, { input: { name } })).places).toEqual(['input.name']);
  });

  test('is written down', async () => {
    let id = '';
    const entries = await entriesOf(database, async () => {
      ({ id } = (await callerAs('ADMIN').ask(CREATE, { input: { name: 'Noted' } })).createPortfolio);
    });
    expect(entries).toMatchObject([
      {
        action: 'CREATE',
        entityType: 'Portfolio',
        entityId: id,
        tenantKey: a.tenantId,
        userKey: a.viewers.ADMIN.userId,
      },
    ]);
    expect(entries[0]!.changes).toMatchObject({
      name: { from: null, to: 'Noted' },
      ownerId: { from: null, to: a.ids.users.ADMIN },
      organizationId: { from: null, to: a.ids.organization },
    });
  });
});

describe('who may change and delete which portfolio', () => {
  const FORBIDDEN: RoleName[] = ['VIEWER', 'ANALYST'];

  test.each(FORBIDDEN)('%s none, not even one that they see', async (role) => {
    const change = { id: managed.id, input: { name: 'Mine' } };
    for (const [source, variables] of [
      [UPDATE, change],
      [DELETE, { id: managed.id }],
    ] as const)
      expect((await refusalWithoutTrace(database, a.viewers[role], source, variables)).code).toBe(
        'FORBIDDEN',
      );
  });

  test("a manager not an administrator's, and nobody another tenant's: as if there were none", async () => {
    const others = await addPortfolio(database, a.viewers.ADMIN);
    const strangers = [
      [a.viewers.PORTFOLIO_MANAGER, others],
      [b.viewers.PORTFOLIO_MANAGER, managed],
      [b.viewers.ADMIN, managed],
      [a.viewers.ADMIN, { id: 'UG9ydGZvbGlvOjk5OTk5OTk' }],
    ] as const;
    for (const [viewer, { id }] of strangers) {
      for (const [source, variables] of [
        [UPDATE, { id, input: { name: 'Mine' } }],
        [DELETE, { id }],
      ] as const) {
        const error = await refusalWithoutTrace(database, viewer, source, variables);
        expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'Portfolio not found.' });
      }
    }
  });

  test.each(['PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'] as const)('%s may', async (role) => {
    const { updatePortfolio } = await callerAs(role).ask(UPDATE, {
      id: managed.id,
      input: { name: 'Changed' },
    });
    expect(updatePortfolio.name).toBe('Changed');
    expect((await callerAs(role).ask(DELETE, { id: managed.id })).deletePortfolio.id).toBe(managed.id);
  });

  test("a SUPER_ADMIN any tenant's, and it is written down in that tenant", async () => {
    const entries = await entriesOf(database, () =>
      callerAs('SUPER_ADMIN', b).ask(UPDATE, { id: managed.id, input: { isActive: false } }),
    );
    expect(entries).toMatchObject([{ tenantKey: a.tenantId, userKey: b.viewers.SUPER_ADMIN.userId }]);
  });
});

describe('updatePortfolio', () => {
  const update = async (input: object) =>
    (await callerAs('PORTFOLIO_MANAGER').ask(UPDATE, { id: managed.id, input })).updatePortfolio;

  test('what is left out stays, and null empties the description', async () => {
    const first = { name: 'New name', description: 'Before', isActive: true, version: 2, updatedAt: NOW };
    expect(await update({ name: ' New name ' })).toMatchObject(first);
    expect(await update({ isActive: false })).toMatchObject({ ...first, isActive: false, version: 3 });
    expect(await update({ description: null })).toMatchObject({
      name: 'New name',
      description: null,
      version: 4,
    });
    expect(await update({})).toMatchObject({ name: 'New name', isActive: false, description: null });
  });

  test('what may not be empty is refused as null, all at once', async () => {
    const input = { name: null, isActive: null, ownerId: null };
    const error = await refusalWithoutTrace(database, a.viewers.PORTFOLIO_MANAGER, UPDATE, {
      id: managed.id,
      input,
    });
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      places: ['input.name', 'input.isActive', 'input.ownerId'],
    });
    expect(error.message).toContain('input.name: A value is required.');
  });

  test('the version that was read must be the current one', async () => {
    expect((await update({ name: 'First', expectedVersion: 1 })).version).toBe(2);
    const error = await refusalWithoutTrace(database, a.viewers.PORTFOLIO_MANAGER, UPDATE, {
      id: managed.id,
      input: { name: 'Late', expectedVersion: 1 },
    });
    expect(error).toMatchObject({ code: 'CONFLICT', currentVersion: 2 });
  });

  test('is written down with what was before', async () => {
    const entries = await entriesOf(database, () => update({ name: 'After', description: 'After' }));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'UPDATE', entityType: 'Portfolio', entityId: managed.id });
    expect(entries[0]!.changes).toMatchObject({
      name: { from: 'Book', to: 'After' },
      description: { from: 'Before', to: 'After' },
      version: { from: 1, to: 2 },
    });
    expect(Object.keys(entries[0]!.changes!)).not.toContain('isActive');
  });

  test('raises dataVersion each time', async () => {
    const before = await dataVersionOf(managed);
    const { dataVersion } = await update({ name: 'Once' });
    expect(Number(dataVersion)).toBeGreaterThan(before);
    expect(await dataVersionOf(managed)).toBe(Number(dataVersion));
  });
});

describe('a new owner', () => {
  const give = (ownerId: string) => ({ id: managed.id, input: { ownerId } });

  test.each(['PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN'] as const)('may be the %s', async (role) => {
    const { updatePortfolio } = await callerAs('ADMIN').ask(UPDATE, give(a.ids.users[role]));
    expect(updatePortfolio.owner.id).toBe(a.ids.users[role]);
  });

  test.each([
    ['a viewer', () => a.ids.users.VIEWER],
    ['an analyst', () => a.ids.users.ANALYST],
    ["another tenant's manager", () => b.ids.users.PORTFOLIO_MANAGER],
    ['nobody', () => 'VXNlcjo5OTk5OTk5'],
    ['a portfolio', () => managed.id],
    ['garbage', () => 'garbage'],
  ])('may not be %s', async (_, ownerId) => {
    for (const role of ['ADMIN', 'SUPER_ADMIN'] as const) {
      const error = await refusalWithoutTrace(database, a.viewers[role], UPDATE, give(ownerId()));
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT', places: ['input.ownerId'] });
    }
  });

  test('may not be somebody who was deactivated', async () => {
    const { userId } = a.viewers.ADMIN;
    await database.query('update users set is_active = false where id = ?', [userId]);
    const error = await callerAs('SUPER_ADMIN').refusal(UPDATE, give(a.ids.users.ADMIN));
    await database.query('update users set is_active = true where id = ?', [userId]);
    expect(error.places).toEqual(['input.ownerId']);
  });

  test('an id that is none is told with the other faults', async () => {
    const input = { name: '', ownerId: 'garbage' };
    const error = await callerAs('ADMIN').refusal(UPDATE, { id: managed.id, input });
    expect(error.places).toEqual(['input.name', 'input.ownerId']);
  });

  test('is the only manager who sees it from then on, but the giver gets an answer', async () => {
    const { updatePortfolio } = await callerAs('PORTFOLIO_MANAGER').ask(UPDATE, give(a.ids.users.ADMIN));
    expect(updatePortfolio.owner.id).toBe(a.ids.users.ADMIN);
    const { portfolio } = await callerAs('PORTFOLIO_MANAGER').ask(
      'query ($id: ID!) { portfolio(id: $id) { id } }',
      { id: managed.id },
    );
    expect(portfolio).toBeNull();
  });
});

describe('deletePortfolio', () => {
  test('takes its loans and ratings with it, and tells how many and how much', async () => {
    const [loan] = await addLoans(database, managed, [{ amount: '10.10' }, { amount: '0.90' }]);
    await addSnapshot(database, loan!, '2026-01-01', 'AAA');
    const entries = await entriesOf(database, () =>
      callerAs('PORTFOLIO_MANAGER').ask(DELETE, { id: managed.id }),
    );
    expect(await database.query('select id from loans where portfolio_id = ?', [managed.key])).toEqual([]);
    expect(await database.query('select id from rating_history where loan_id = ?', [loan!.key])).toEqual([]);
    const summary = entries.find(({ entityType }) => entityType === 'Loan');
    const portfolio = entries.find(({ entityType }) => entityType === 'Portfolio');
    expect(entries).toHaveLength(2);
    expect(summary).toMatchObject({
      action: 'DELETE',
      tenantKey: a.tenantId,
      changes: { portfolio: managed.id, loanCount: 2, totalExposure: '11.00' },
    });
    expect(portfolio).toMatchObject({ action: 'DELETE', entityId: managed.id });
    expect(portfolio!.changes).toMatchObject({
      name: { from: 'Book', to: null },
      description: { from: 'Before', to: null },
    });
  });

  test('happens once', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => callerAs('ADMIN').ask(DELETE, { id: managed.id })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
