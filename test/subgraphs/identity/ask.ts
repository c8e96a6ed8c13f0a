import { type ExecutionResult, graphql } from 'graphql';
import type { ErrorCode } from '../../../src/platform/errors.ts';
import type { GraphContext } from '../../../src/platform/graphql/context.ts';
import { buildSubgraph } from '../../../src/platform/graphql/subgraph-schema.ts';
import { identity } from '../../../src/subgraphs/identity/subgraph.ts';
import type { TestDatabase } from '../../support/database.ts';

const { schema } = await buildSubgraph(identity);

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape that the question gave them
export type Answer = any;

type Variables = Record<string, unknown>;

export const execute = (
  contextValue: GraphContext,
  source: string,
  variableValues?: Variables,
): Promise<ExecutionResult<Answer>> =>
  graphql({ schema, source, variableValues, contextValue }) as Promise<ExecutionResult<Answer>>;

/** The data of an answer that must have no errors. */
export async function ask(context: GraphContext, source: string, variables?: Variables): Promise<Answer> {
  const { data, errors } = await execute(context, source, variables);
  if (errors) throw new Error(errors.map((error) => error.originalError?.stack ?? error.message).join('\n'));
  return data;
}

export interface Refusal {
  code: ErrorCode;
  message: string;
  /** The places that BAD_USER_INPUT names, as `input.username`. */
  paths: string[];
}

/** The error of an answer that must have exactly one. */
export async function refusal(
  context: GraphContext,
  source: string,
  variables?: Variables,
): Promise<Refusal> {
  const { data, errors } = await execute(context, source, variables);
  const [error, ...more] = errors ?? [];
  if (!error || more.length > 0) throw new Error(`not one error: ${JSON.stringify({ data, errors })}`);
  const { code, issues = [] } = error.extensions as { code: ErrorCode; issues?: { path: string[] }[] };
  return { code, message: error.message, paths: issues.map(({ path }) => path.join('.')) };
}

/** What every table of identity holds: the same text before and after means that nothing happened. */
export async function stateOf(database: TestDatabase): Promise<string> {
  const tables = identity.entities.map((entity) => entity.meta.tableName);
  const counts = tables.map(
    (table) =>
      `select '${table}' as name, count(*), md5(string_agg(t::text, '|' order by t::text)) from ${table} t`,
  );
  return JSON.stringify(await database.query(counts.join(' union all ')));
}

/** A refusal that must leave every table as it was. */
export async function refusalWithoutTrace(
  database: TestDatabase,
  context: GraphContext,
  source: string,
  variables?: Variables,
): Promise<Refusal> {
  const before = await stateOf(database);
  const answer = await refusal(context, source, variables);
  expect(await stateOf(database)).toBe(before);
  return answer;
}

export interface Entry {
  action: string;
  entityType: string;
  entityId: string | null;
  changes: Record<string, unknown> | null;
  tenantId: string;
  userId: string | null;
  ipAddress: string | null;
  requestId: string | null;
}

/** The audit entries that `work` leaves, in their order. */
export async function entriesOf(database: TestDatabase, work: () => Promise<unknown>): Promise<Entry[]> {
  const [last] = await database.query<{ id: string }>(
    'select coalesce(max(id), 0)::text as id from audit_logs',
  );
  await work();
  return database.query<Entry>(
    `select action::text, entity_type as "entityType", entity_id as "entityId", changes, tenant_id::text as "tenantId",
       user_id::text as "userId", ip_address as "ipAddress", request_id as "requestId"
     from audit_logs where id > ? order by id`,
    [last?.id],
  );
}
