import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import { contextFor } from '../support/context.ts';
import { documentOf, type Style } from './documents/document.ts';
import { nameOf, type Path } from './documents/paths.ts';
import { keyOf } from './documents/selection.ts';
import { expectedOutcome } from './expectation.ts';
import type { Corner } from './lenders/corner.ts';
import type { Ground } from './lenders/ground.ts';
import { trespasses } from './lenders/standings.ts';
import { type Caller, MISSING, type TwoLenders, viewerOf } from './lenders/two-lenders.ts';
import { type Answer, ask, outcomeOf, reaches, toldUnder } from './observe.ts';
import { QUERIES } from './verdicts/queries.ts';
import { fieldsOf } from './verdicts/types.ts';

/** Corner → outcome → the fields that it befell. */
export type Table = Record<string, Record<string, string[]>>;

/** A list names no thing; what lies in its portfolios is asked for by names that there are not. */
const NO_CORNER: Corner = { ...MISSING, name: 'all' };

/** The things that a path can begin at; a list begins at none. */
export function cornersFor(path: Path, { lenders }: Ground, caller: Caller): Corner[] {
  const [root] = path;
  if (QUERIES[root!.field]?.otherwise === 'list') return [NO_CORNER];
  const self = root!.target === 'User' ? [selfOf(lenders, caller)] : [];
  return [...self, ...Object.values(lenders.corners), MISSING];
}

function selfOf({ a }: TwoLenders, caller: Caller): Corner {
  const viewer = a.viewers[caller === 'anonymous' ? 'VIEWER' : caller];
  return { name: 'self', standing: viewer, ids: { User: toGlobalId('User', viewer.userId) } };
}

/** What the verdicts say of every field at the end of a path. */
export function expectedTable(path: Path, ground: Ground, caller: Caller): Table {
  const viewer = viewerOf(ground.lenders, caller);
  return tableOf(cornersFor(path, ground, caller), path, (corner, field) =>
    expectedOutcome(path, field, viewer, corner === NO_CORNER ? undefined : corner.standing),
  );
}

/** What the graph answers, and what it tells that it should not. */
export async function observedTable(
  path: Path,
  ground: Ground,
  caller: Caller,
  style: Style,
): Promise<{ table: Table; trespasses: string[] }> {
  const corners = cornersFor(path, ground, caller);
  const names = corners.map(({ name }) => name);
  const document = documentOf(ground.schema, path, fieldsOf(path.at(-1)!.target), names, style);
  const viewer = viewerOf(ground.lenders, caller);
  const context = contextFor(ground.database, viewer);
  const answer = await ask(ground.schema, document, context, variablesOf(document, corners));
  const steps = path.slice(1).map(({ field }) => nameOf(field));
  const table = tableOf(corners, path, (corner, field) => {
    const outcome = outcomeOf(answer, [corner.name, ...steps], keyOf(field));
    return outcome === 'shown' || isAsMissing(answer, corner) ? outcome : `${outcome}, unlike a missing one`;
  });
  const told = [answer.data, answer.errors.map(({ message }) => message)];
  return { table, trespasses: trespasses(told, viewer, ground.standings, ground.lenders) };
}

/** What is refused by where it stands must read as what there is not; a refusal by role reads the same for all. */
const isAsMissing = (answer: Answer, corner: Corner): boolean =>
  corner === NO_CORNER ||
  reaches(answer.data, [corner.name]) ||
  toldUnder(answer, corner.name, Object.values(corner.ids)) ===
    toldUnder(answer, MISSING.name, Object.values(MISSING.ids));

function variablesOf(document: string, corners: Corner[]): Record<string, unknown> {
  const all = corners.flatMap(({ name, ids }) =>
    Object.entries(ids).map(([key, id]) => [`${name}_${key}`, id]),
  );
  return Object.fromEntries(all.filter(([name]) => document.includes(`$${name}`)));
}

function tableOf(corners: Corner[], path: Path, outcome: (corner: Corner, field: string) => string): Table {
  const rows = corners.map((corner) => {
    const fields = fieldsOf(path.at(-1)!.target);
    return [corner.name, Object.groupBy(fields, (field) => outcome(corner, field))];
  });
  return Object.fromEntries(rows);
}
