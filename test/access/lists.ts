import { type GraphQLSchema, getNamedType } from 'graphql';
import { readGlobalId } from '../../src/platform/graphql/global-id.ts';
import { contextFor } from '../support/context.ts';
import type { Ground } from './lenders/ground.ts';
import { type Caller, RISK_WEIGHTS, type TwoLenders, viewerOf } from './lenders/two-lenders.ts';
import { ask } from './observe.ts';
import { covers, type Standing } from './scope.ts';
import { QUERIES, type QueryVerdict } from './verdicts/queries.ts';
import type { ByRole } from './verdicts/roles.ts';

export const LISTS = Object.keys(QUERIES).filter((field) => QUERIES[field]?.otherwise === 'list');

/** What identifies the things of a list. */
const keyField = (type: string) => (type === 'DefaultRate' ? 'riskWeight' : 'id');

const typeListed = (schema: GraphQLSchema, field: string): string =>
  getNamedType(schema.getQueryType()!.getFields()[field]!.type).name;

/** The keys that the verdict lets a caller list, with where each stands. */
export function expectedList(
  field: string,
  { schema, lenders, standings }: Ground,
  caller: Caller,
): Map<string, Standing> {
  const viewer = viewerOf(lenders, caller);
  const type = typeListed(schema, field).replace('Connection', '');
  const all = type === 'DefaultRate' ? ratesOf(lenders) : [...(standings.get(type) ?? [])];
  const { reach } = QUERIES[field] as QueryVerdict;
  return new Map(
    all.filter(([, standing]) => viewer && covers((reach as ByRole)[viewer.role], viewer, standing)),
  );
}

const ratesOf = (lenders: TwoLenders): [string, Standing][] =>
  (['a', 'b'] as const).map((name) => [RISK_WEIGHTS[name], { tenantId: lenders[name].tenantId }]);

/** The keys that are listed, and how many the list says that it has. */
export async function observedList(
  field: string,
  ground: Ground,
  caller: Caller,
): Promise<{ keys: string[]; count: number | null }> {
  const type = typeListed(ground.schema, field);
  const isPaged = type.endsWith('Connection');
  const inner = isPaged ? 'nodes { id } totalCount' : keyField(type);
  const document = `{ list: ${field}${isPaged ? '(first: 100)' : ''} { ${inner} } }`;
  const { data } = await ask(
    ground.schema,
    document,
    contextFor(ground.database, viewerOf(ground.lenders, caller)),
  );
  const { nodes, totalCount = null } = (data?.list ?? {}) as { nodes?: unknown; totalCount?: number | null };
  const items = [isPaged ? (nodes ?? []) : (data?.list ?? [])].flat() as Record<string, string>[];
  const keys = items.map((item) => readGlobalId(item.id ?? '')?.key ?? (item.riskWeight as string));
  return { keys: [...new Set(keys)].sort(), count: totalCount };
}
