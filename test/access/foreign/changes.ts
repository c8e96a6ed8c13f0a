import type { RoleName } from '../../../src/platform/security/viewer.ts';
import { contextFor } from '../../support/context.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { Corner } from '../lenders/corner.ts';
import type { Ground } from '../lenders/ground.ts';
import { readStandings, trespasses } from '../lenders/standings.ts';
import { ask, toldUnder } from '../observe.ts';
import { mutationDocument } from '../writes/document.ts';
import { INPUTS } from '../writes/inputs.ts';
import { addThrowaway } from '../writes/throwaway.ts';
import type { Position } from './positions.ts';

export interface Changed {
  /** `done`, or the code of the refusal. */
  outcome: string;
  /** The errors, less the value that was sent. */
  faults: string;
  beyond: string[];
}

/** Changes something of one's own, with a value in one position of the mutation's input. */
export async function changeWith(
  { field, path }: Position,
  valueIn: (corner: Corner) => string,
  from: Corner | 'own',
  ground: Ground,
  role: RoleName,
): Promise<Changed> {
  const { database, schema, lenders } = ground;
  const { viewer, corners } = await addThrowaway(database, lenders, role, ['mine']);
  const own = { ...corners.mine!, ids: { ...lenders.corners.mine.ids, ...corners.mine!.ids } };
  const value = valueIn(from === 'own' ? own : from);
  const variables = withValueAt(INPUTS[field]?.(own, role) ?? {}, path, value);
  const answer = await ask(schema, mutationDocument(schema, field), contextFor(database, viewer), variables);
  const told = JSON.parse(toldUnder(answer, 'attempt', [value]));
  const standings = await readStandings(database);
  const seen = { ...lenders, corners: { ...lenders.corners, mine: own } };
  return {
    outcome: String(answer.errors[0]?.extensions.code ?? answer.errors[0]?.message ?? 'done'),
    faults: JSON.stringify(told.faults),
    beyond: trespasses(told, viewer, standings, seen),
  };
}

function withValueAt(
  input: Record<string, unknown>,
  [next, ...further]: string[],
  value: string,
): Record<string, unknown> {
  const name = next as string;
  const inner = (input[name] ?? {}) as Record<string, unknown>;
  return { ...input, [name]: further.length > 0 ? withValueAt(inner, further, value) : value };
}

/** All that a tenant holds, as one text. */
export async function holdingsOf(database: TestDatabase, tenantId: string): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
  );
  const sums = tables.map(
    ({ name }) =>
      `select '${name}', md5(string_agg(t::text, '|' order by t::text)) from ${name} t where tenant_id = ${Number(tenantId)}`,
  );
  return JSON.stringify(await database.query(sums.join(' union all ')));
}
