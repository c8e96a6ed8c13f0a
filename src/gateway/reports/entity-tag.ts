import { hash } from 'node:crypto';
import { type GraphQLSchema, getArgumentValues, getVariableValues } from 'graphql';
import { todayUtc } from '../../platform/clock.ts';
import type { DataVersions, RootCall } from '../../platform/data-versions.ts';
import { type GraphContext, viewerOf } from '../../platform/graphql/context.ts';
import { ownerOf } from '../../platform/graphql/field-owner.ts';
import { runningCode } from '../../platform/results/running-code.ts';
import { fieldsWithin, type SelectedField, selectedFields } from './document/selected-fields.ts';
import type { ReportRequest } from './report-request.ts';

let code: Promise<string> | undefined;
/** Read once: it stays what it is while it runs. */
const thisCode = () => {
  code ??= runningCode();
  return code;
};

/** By subgraph; one that offers none is not there. */
type DataVersionsByOwner = ReadonlyMap<string, DataVersions>;

/**
 * The weak entity tag of a report: of all that it is made from, the viewer's rights included, without making it. Null
 * where something in it has no version, or is not the viewer's to read: that is found out by reading.
 */
export async function entityTag(
  schema: GraphQLSchema,
  owners: DataVersionsByOwner,
  asked: ReportRequest,
  context: GraphContext,
): Promise<string | null> {
  const roots = rootsOf(schema, asked);
  const names = ownersOf(schema, owners, roots);
  if (!names) return null;
  const calls = callsOf(schema, asked, roots);
  const versions = await Promise.all(
    names.map((name) => owners.get(name)?.versionOf(calls.get(name) ?? [], context)),
  );
  if (versions.some((version) => version === null || version === undefined)) return null;
  const { plan, format, list, decimals, variables } = asked;
  const { userId, role, organizationId, tenantId } = viewerOf(context);
  const parts = [
    [plan.document.id, plan.document.version, plan.document.lists, format, list, decimals],
    Object.entries(variables).sort(([one], [other]) => (one < other ? -1 : 1)),
    [userId, role, organizationId, tenantId],
    [todayUtc(context.clock), names, versions, await thisCode()],
  ];
  return `W/"${hash('sha256', JSON.stringify(parts), 'base64url')}"`;
}

const rootsOf = (schema: GraphQLSchema, { plan }: ReportRequest): SelectedField[] =>
  selectedFields(schema, plan.operation.selectionSet, schema.getQueryType());

/** Whose fields a document asks for; null where one of them has no version. */
function ownersOf(
  schema: GraphQLSchema,
  owners: DataVersionsByOwner,
  roots: SelectedField[],
): string[] | null {
  const names = new Set<string>();
  const waiting = [...roots];
  for (const selected of waiting) {
    waiting.push(...fieldsWithin(schema, selected));
    const { field, parent } = selected;
    // An id never changes, and where a page stands follows from its list.
    if (field.name === 'id' || parent.name === 'PageInfo') continue;
    const name = ownerOf(field) ?? '';
    if (!owners.get(name)?.covers(parent.name, field.name)) return null;
    names.add(name);
  }
  return [...names].sort();
}

/** The root fields of a document, by whose they are. */
function callsOf(
  schema: GraphQLSchema,
  { plan, variables }: ReportRequest,
  roots: SelectedField[],
): Map<string, RootCall[]> {
  const { coerced } = getVariableValues(schema, plan.operation.variableDefinitions ?? [], variables);
  const calls = roots.map(({ field, node }) => ({
    owner: ownerOf(field) ?? '',
    call: { field: field.name, args: getArgumentValues(field, node, coerced) },
  }));
  const byOwner = Map.groupBy(calls, ({ owner }) => owner);
  return new Map([...byOwner].map(([owner, found]) => [owner, found.map(({ call }) => call)]));
}
