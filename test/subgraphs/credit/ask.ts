import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import { buildSubgraph } from '../../../src/platform/graphql/subgraph-schema.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { credit } from '../../../src/subgraphs/credit/subgraph.ts';
import { contextFor } from '../../support/context.ts';
import type { TestDatabase } from '../../support/database.ts';
import { type Answer, run, type ShownError } from '../../support/run.ts';

export const { schema } = await buildSubgraph(credit);

type Variables = Record<string, unknown>;

/** The data of an answer that must have no errors. */
export async function ask(context: GraphContext, source: string, variables?: Variables): Promise<Answer> {
  const { data, errors } = await run(schema, context, source, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
}

/** The error of an answer that must have exactly one. */
export async function refusal(
  context: GraphContext,
  source: string,
  variables?: Variables,
): Promise<ShownError> {
  const { data, errors } = await run(schema, context, source, variables);
  const [error, ...more] = errors;
  if (!error || more.length > 0) throw new Error(`not one error: ${JSON.stringify({ data, errors })}`);
  return error;
}

/** Questions of one viewer, each in a request of its own. */
export const callerOf = (database: TestDatabase, viewer: Viewer | null) => ({
  ask: (source: string, variables?: Variables) => ask(contextFor(database, viewer), source, variables),
  refusal: (source: string, variables?: Variables) =>
    refusal(contextFor(database, viewer), source, variables),
});

const TABLES = ['portfolios', 'loans', 'rating_history', 'default_rates', 'audit_logs'];

/** Every row of credit and of the audit trail as one text: unchanged means that nothing happened. */
export async function stateOf(database: TestDatabase): Promise<string> {
  const sums = TABLES.map(
    (table) => `select count(*), md5(string_agg(t::text, '|' order by t::text)) from ${table} t`,
  );
  return JSON.stringify(await database.query(sums.join(' union all ')));
}

/** A refusal that must leave every row as it was. */
export async function refusalWithoutTrace(
  database: TestDatabase,
  viewer: Viewer | null,
  source: string,
  variables?: Variables,
): Promise<ShownError> {
  const before = await stateOf(database);
  const error = await callerOf(database, viewer).refusal(source, variables);
  expect(await stateOf(database)).toBe(before);
  return error;
}

export interface Entry {
  action: string;
  entityType: string;
  entityId: string | null;
  changes: Record<string, unknown> | null;
  tenantKey: string;
  userKey: string | null;
}

/** The audit entries that `work` leaves, in their order. */
export async function entriesOf(database: TestDatabase, work: () => Promise<unknown>): Promise<Entry[]> {
  const [last] = await database.query<{ id: string }>(
    'select coalesce(max(id), 0)::text as id from audit_logs',
  );
  await work();
  return database.query<Entry>(
    `select action::text, entity_type as "entityType", entity_id as "entityId", changes,
       tenant_id::text as "tenantKey", user_id::text as "userKey" from audit_logs where id > ? order by id`,
    [last?.id],
  );
}
