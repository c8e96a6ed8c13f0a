import { readGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import type { TestDatabase } from '../../support/database.ts';
import { covers, type Standing } from '../scope.ts';
import { REACH } from '../verdicts/queries.ts';
import { BOOKS, type ByRole, NAMES, RATES } from '../verdicts/roles.ts';
import { RISK_WEIGHTS, type TwoLenders } from './two-lenders.ts';

/** Where everything stands that has an id: type → database key → standing. */
export type Standings = Map<string, Map<string, Standing>>;

const BOOK = 'p.tenant_id, p.organization_id, p.owner_id';
const STATEMENTS = {
  Portfolio: `select p.id, ${BOOK} from portfolios p`,
  Loan: `select l.id, ${BOOK} from loans l join portfolios p on p.id = l.portfolio_id`,
  RatingHistory: `select h.id, ${BOOK} from rating_history h join loans l on l.id = h.loan_id
    join portfolios p on p.id = l.portfolio_id`,
  ImportRun: `select r.id, ${BOOK} from import_runs r join portfolios p on p.id = r.portfolio_id`,
  Tenant: 'select id, id, null::bigint, null::bigint from tenants',
  Organization: 'select id, tenant_id, id, null::bigint from organizations',
  User: 'select id, tenant_id, organization_id, id from users',
  Session:
    'select s.id, u.tenant_id, u.organization_id, u.id from sessions s join users u on u.id = s.user_id',
  ApiKey:
    'select k.id, u.tenant_id, u.organization_id, u.id from api_keys k join users u on u.id = k.user_id',
  TrustedDocument: `select d.id, d.tenant_id, u.organization_id, u.id from trusted_documents d
    join users u on u.id = d.registered_by`,
  AuditEntry: 'select id, tenant_id, null::bigint, null::bigint from audit_logs',
};

export async function readStandings(database: TestDatabase): Promise<Standings> {
  const parts = Object.entries(STATEMENTS).map(
    ([type, statement]) =>
      `select '${type}' as type, t.* from (${statement}) t(key, tenant, organization, owner)`,
  );
  const rows = await database.query<Record<string, string | null>>(
    `select type, key::text, tenant::text, organization::text, owner::text from (${parts.join(' union all ')}) all_of`,
  );
  const standings: Standings = new Map(Object.keys(STATEMENTS).map((type) => [type, new Map()]));
  for (const { type, key, tenant, organization, owner } of rows) {
    const standing = { tenantId: tenant!, organizationId: organization ?? '-', userId: owner ?? '-' };
    standings.get(type!)!.set(key!, standing);
  }
  return standings;
}

/** A thing that an answer told of: its standing, and the reach that its type has. */
interface Told {
  what: string;
  reach: ByRole;
  standing: Standing;
}

/** All texts in an answer, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function toldBy(text: string, standings: Standings, { a, b, corners }: TwoLenders): Told[] {
  const id = readGlobalId(text);
  // Cursors carry the values of a row; ids of borrowers carry names.
  const plain = `${text} ${Buffer.from(text, 'base64url')}`;
  const tenants = { a: { tenantId: a.tenantId }, b: { tenantId: b.tenantId } };
  const told: Told[] = [...plain.matchAll(/of-(?!missing)(\w+)/g)].map(([what, name]) => {
    const corner = corners[name as keyof typeof corners];
    return { what, reach: BOOKS, standing: corner?.standing ?? tenants.b };
  });
  for (const [what, name] of plain.matchAll(/people-([ab])/g))
    told.push({ what, reach: NAMES, standing: tenants[name as 'a' | 'b'] });
  for (const [name, weight] of Object.entries(RISK_WEIGHTS))
    if (Number(text) === Number(weight))
      told.push({ what: weight, reach: RATES, standing: tenants[name as 'a' | 'b'] });
  const thing = id && standingOf(standings, id);
  if (thing)
    told.push({ what: `${id.typename}:${id.key}`, reach: REACH[id.typename] as ByRole, standing: thing });
  return told;
}

/** Where the thing with an id stands. */
export function standingOf(
  standings: Standings,
  { typename, key }: { typename: string; key: string },
): Standing | undefined {
  return typename === 'Borrower'
    ? standings.get('Portfolio')?.get(key.split(':')[0] as string)
    : standings.get(typename)?.get(key);
}

/** Everything in an answer that its reader may not see on any path. */
export function trespasses(
  answer: unknown,
  viewer: Viewer | null,
  standings: Standings,
  lenders: TwoLenders,
): string[] {
  const told = textsIn(answer).flatMap((text) => toldBy(text, standings, lenders));
  const beyond = told.filter(
    ({ reach, standing }) => !viewer || !covers(reach[viewer.role], viewer, standing),
  );
  return [...new Set(beyond.map(({ what }) => what))];
}
