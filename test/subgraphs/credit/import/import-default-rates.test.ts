import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { ask, type Desk, openDesk, sent } from './desk.ts';

const HEADER = 'credit_rating,default_probability,recovery_rate,risk_weight';
const IMPORT = `mutation ($file: Upload!) {
  importDefaultRates(file: $file) { creditRating defaultProbability recoveryRate riskWeight }
}`;

const database = useTestDatabase();
let desk: Desk;
let admin: Viewer;
beforeAll(async () => {
  desk = await openDesk(database);
  admin = desk.a.viewers.ADMIN;
});
beforeEach(() => database.query('delete from default_rates'));

const importRates = (viewer: Viewer, file: string) =>
  ask(database, viewer, IMPORT, { file: sent(file, 'rates.csv') });

const stored = () =>
  database.query(
    'select tenant_id::text as tenant, credit_rating as grade, default_probability as pd from default_rates order by tenant_id, credit_rating',
  );

const rate = (creditRating: string, defaultProbability: string) => ({
  creditRating,
  defaultProbability,
  recoveryRate: '0.400000',
  riskWeight: '1.500000',
});

describe('a file of default rates', () => {
  test("replaces the tenant's table as a whole, best grade first; other tenants keep theirs", async () => {
    await importRates(desk.b.viewers.ADMIN, `${HEADER}\nAAA,0.5,0.4,1.5`);
    await importRates(admin, `${HEADER}\nAAA,0.1,0.4,1.5`);
    const { data, errors } = await importRates(admin, `${HEADER}\nd,1,0.4,1.5\nBB+,0.02,0.4,1.5`);
    expect(errors).toEqual([]);
    expect(data.importDefaultRates).toEqual([rate('BB+', '0.020000'), rate('D', '1.000000')]);
    expect(await stored()).toEqual([
      { tenant: desk.a.tenantId, grade: 'BB+', pd: '0.020000' },
      { tenant: desk.a.tenantId, grade: 'D', pd: '1.000000' },
      { tenant: desk.b.tenantId, grade: 'AAA', pd: '0.500000' },
    ]);
  });

  test('leaves one audit entry, with the table before and after', async () => {
    await importRates(admin, `${HEADER}\nA,0.1,0.4,1.5`);
    await database.query('delete from audit_logs');
    await importRates(admin, `${HEADER}\nA,0.2,0.4,1.5`);
    expect(
      await database.query(
        'select tenant_id::text as tenant, user_id::text as user_id, action, entity_type, changes from audit_logs',
      ),
    ).toEqual([
      {
        tenant: desk.a.tenantId,
        user_id: admin.userId,
        action: 'IMPORT',
        entity_type: 'DefaultRate',
        changes: {
          fileName: 'rates.csv',
          fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          totalRows: 1,
          rates: { from: [rate('A', '0.100000')], to: [rate('A', '0.200000')] },
        },
      },
    ]);
  });

  test('is refused whole, with every fault, and changes nothing', async () => {
    await importRates(admin, `${HEADER}\nA,0.1,0.4,1.5`);
    const before = await desk.traces();
    const { data, errors } = await importRates(admin, `${HEADER}\nB,0.1,0.4,1.5\nZ,2,0.4,1.5`);
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['file', 2, 'credit_rating'] }, { path: ['file', 2, 'default_probability'] }],
    });
    expect(await desk.traces()).toEqual(before);
  });

  test('is refused where it is no such file', async () => {
    for (const file of ['', HEADER, 'loan_id\nL-1', '\u0089PNG']) {
      const { errors } = await importRates(admin, file);
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
      expect(errors[0]?.extensions?.issues).toContainEqual({ path: ['file'], message: expect.any(String) });
    }
  });

  test('two at once follow one another', async () => {
    const files = ['0.1', '0.2', '0.3', '0.4'].map((pd) => `${HEADER}\nA,${pd},0.4,1.5\nB,${pd},0.4,1.5`);
    const answers = await Promise.all(files.map((file) => importRates(admin, file)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(await stored()).toHaveLength(2);
  });

  test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('is not for a %s', async (role) => {
    const { errors } = await importRates(desk.a.viewers[role], `${HEADER}\nA,0.1,0.4,1.5`);
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await stored()).toEqual([]);
  });
});
