import { load } from '../../../../src/platform/graphql/context.ts';
import { defaultRatesByTenantKeyLoader } from '../../../../src/subgraphs/credit/rating/default-rates.loader.ts';
import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { callerOf } from '../ask.ts';
import { addDefaultRates } from '../books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;

const RATES = '{ defaultRates { creditRating defaultProbability recoveryRate riskWeight } }';

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  await addDefaultRates(database, a.tenantId, [
    ['D', '1', '0.25', '1.5'],
    ['AAA', '0.000001', '1', '0'],
    ['BBB+', '0.0123', '0.4', '100'],
  ]);
});

test('the table of the own tenant, best grade first, at 6 places', async () => {
  const { defaultRates } = await callerOf(database, a.viewers.ADMIN).ask(RATES);
  expect(defaultRates).toEqual([
    { creditRating: 'AAA', defaultProbability: '0.000001', recoveryRate: '1.000000', riskWeight: '0.000000' },
    {
      creditRating: 'BBB+',
      defaultProbability: '0.012300',
      recoveryRate: '0.400000',
      riskWeight: '100.000000',
    },
    { creditRating: 'D', defaultProbability: '1.000000', recoveryRate: '0.250000', riskWeight: '1.500000' },
  ]);
});

test("is empty where nobody has imported one, whatever another tenant's holds", async () => {
  for (const role of ['ADMIN', 'SUPER_ADMIN'] as const)
    expect((await callerOf(database, b.viewers[role]).ask(RATES)).defaultRates).toEqual([]);
});

test.each(['VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER'] as const)('is not for the %s', async (role) => {
  expect((await callerOf(database, a.viewers[role]).refusal(RATES)).code).toBe('FORBIDDEN');
});

test("another tenant's table is empty to whoever asks for it, but a SUPER_ADMIN", async () => {
  const gradesFor = async (role: 'ADMIN' | 'SUPER_ADMIN') => [
    ...(await load(contextFor(database, b.viewers[role]), defaultRatesByTenantKeyLoader, a.tenantId)).keys(),
  ];
  expect(await gradesFor('ADMIN')).toEqual([]);
  expect(await gradesFor('SUPER_ADMIN')).toEqual(['AAA', 'BBB+', 'D']);
});
