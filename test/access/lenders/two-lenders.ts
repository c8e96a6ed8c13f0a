import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import { ROLES, type Viewer } from '../../../src/platform/security/viewer.ts';
import { addDefaultRates } from '../../subgraphs/credit/books.ts';
import type { TestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import type { Standing } from '../scope.ts';
import { addCorner, addImportRun, type Corner } from './corner.ts';
import { addApiKey, addAuditEntry, addPerson, tagPeople } from './people.ts';

/** Who asks: the people of tenant a, and nobody at all. */
export const CALLERS = ['anonymous', ...ROLES] as const;
export type Caller = (typeof CALLERS)[number];

export interface TwoLenders {
  a: TenantFixture;
  b: TenantFixture;
  /** Seen by tenant a's portfolio manager: `mine`, a `colleague`'s, of the `otherDesk`, of the `otherTenant`. */
  corners: Record<'mine' | 'colleague' | 'otherDesk' | 'otherTenant', Corner>;
}

export const viewerOf = ({ a }: TwoLenders, caller: Caller): Viewer | null =>
  caller === 'anonymous' ? null : a.viewers[caller];

/** What there is not, in every type. */
export const MISSING: Corner = {
  name: 'missing',
  standing: null,
  ids: Object.fromEntries([
    ...'ApiKey Organization Portfolio Loan RatingHistory ImportRun Session Tenant TrustedDocument User'
      .split(' ')
      .map((type) => [type, toGlobalId(type, '999999999')]),
    ['Borrower', toGlobalId('Borrower', '999999999:Nobody')],
    ['loanId', 'No loan'],
    ['borrower', 'Nobody'],
    ['documentName', 'no-report'],
    ['username', 'nobody'],
    ['email', 'nobody@example.test'],
    ['organizationName', 'No desk'],
    ['tenantName', 'No lender'],
  ]),
};

/** The weight of every grade in a tenant's table: no other number of the fixture, nor made of any. */
export const RISK_WEIGHTS = { a: '1.234500', b: '5.432100' };

/** Two lenders that have one of everything, each; in the first, two desks with books of three people. */
export async function seedTwoLenders(database: TestDatabase): Promise<TwoLenders> {
  const { a, b } = await seedIdentity(database);
  const colleague = await addPerson(database, a, a.organizationId, 'PORTFOLIO_MANAGER', 'colleague');
  const stranger = await addPerson(database, a, a.otherOrganizationId, 'PORTFOLIO_MANAGER', 'otherdesk');
  const corners = {
    mine: await addCorner(database, 'mine', a.viewers.PORTFOLIO_MANAGER),
    colleague: await addCorner(database, 'colleague', colleague),
    otherDesk: await addCorner(database, 'otherDesk', stranger),
    otherTenant: await addCorner(database, 'otherTenant', b.viewers.PORTFOLIO_MANAGER),
  };
  for (const [name, lender] of Object.entries({ a, b })) {
    await tagPeople(database, lender, name);
    const weight = RISK_WEIGHTS[name as 'a' | 'b'];
    await addDefaultRates(database, lender.tenantId, [
      ['BB', '0.02', '0.4', weight],
      ['BB-', '0.03', '0.3', weight],
    ]);
    for (const role of ROLES) {
      await addApiKey(database, lender.viewers[role], `Key people-${name}`);
      await addAuditEntry(database, lender.viewers[role], lender.viewers[role], `people-${name}`);
    }
  }
  // Tenant b's SUPER_ADMIN has worked in tenant a: on record there, but no name or id of b's is to be seen.
  await addImportRun(database, corners.mine, b.viewers.SUPER_ADMIN);
  await addAuditEntry(database, a.viewers.SUPER_ADMIN, b.viewers.SUPER_ADMIN, 'people-a');
  for (const { ids, standing } of Object.values(corners))
    Object.assign(ids, await namesOf(database, standing));
  return { a, b, corners };
}

/** What the owner of a corner, the organisation and the tenant are called. */
async function namesOf(database: TestDatabase, standing: Standing | null): Promise<Record<string, string>> {
  const [names] = await database.query<Record<string, string>>(
    `select u.username, u.email, o.name as "organizationName", t.name as "tenantName"
     from users u join organizations o on o.id = u.organization_id join tenants t on t.id = u.tenant_id where u.id = ?`,
    [standing?.userId],
  );
  return names as Record<string, string>;
}
