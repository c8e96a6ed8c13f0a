import { isObjectType } from 'graphql';
import { nameOf } from './documents/paths.ts';
import { forgivingGraph } from './graph.ts';
import { useTwoLenders } from './lenders/ground.ts';
import { CALLERS, type Caller } from './lenders/two-lenders.ts';
import { expectOnPage, type Row } from './page.ts';
import { narrowest, type Scope } from './scope.ts';
import { MUTATIONS, type MutationVerdict } from './verdicts/mutations.ts';
import { attempt } from './writes/attempts.ts';
import { expectedOutcomes, type Outcomes, throwawayFor } from './writes/expected-outcomes.ts';
import { INPUTS } from './writes/inputs.ts';
import type { Throwaway } from './writes/throwaway.ts';

const schema = await forgivingGraph();
const rows: Row[] = [];

test('every field of Mutation has a verdict, and every verdict a field and an input', () => {
  const type = schema.getType('Mutation');
  const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
  expect([...new Set(Object.keys(MUTATIONS).map(nameOf))].sort()).toEqual(fields.sort());
  expect(Object.keys(INPUTS).sort()).toEqual(Object.keys(MUTATIONS).sort());
});

/** How far the things stand that were changed; where none is named, as the verdict says, if anything was done. */
function reachOf(
  field: string,
  caller: Caller,
  { viewer, corners }: Throwaway,
  outcomes: Outcomes,
): Scope | 'anyone' {
  const { reach, names } = MUTATIONS[field] as MutationVerdict;
  const done = Object.keys(outcomes).filter((corner) => outcomes[corner] === 'done');
  if (done.length === 0) return 'none';
  if (reach === 'anyone' || caller === 'anonymous') return 'anyone';
  return names
    ? narrowest(
        viewer,
        done.map((corner) => corners[corner]!.standing!),
      )
    : reach[caller];
}

describe.each(Object.keys(MUTATIONS))('%s', (field) => {
  // Of its own: it fills, and all of it is looked at before and after each attempt.
  const ground = useTwoLenders(schema);

  test('is done for whom the verdict says, and otherwise leaves nothing behind', async () => {
    const row: Row = { name: field, reach: {} as Row['reach'], crosses: false };
    for (const caller of CALLERS) {
      const throwaway = await throwawayFor(field, ground, caller);
      const observed = await attempt(field, ground, throwaway, caller);
      const outcomes = expectedOutcomes(field, throwaway, caller);
      expect({ caller, ...observed }).toEqual({ caller, outcomes, faults: [] });
      row.reach[caller] = reachOf(field, caller, throwaway, observed.outcomes);
      row.crosses ||= caller !== 'SUPER_ADMIN' && observed.outcomes.otherTenant === 'done';
    }
    rows.push(row);
  });

  test('is refused to an API key where it needs a session', async () => {
    const { corners, viewer } = await throwawayFor(field, ground, 'SUPER_ADMIN');
    const byKey = { corners, viewer: { ...viewer, sessionId: null } };
    const { outcomes, faults } = await attempt(field, ground, byKey, 'SUPER_ADMIN');
    const expected = Object.entries(expectedOutcomes(field, byKey, 'SUPER_ADMIN'));
    const isRefused = MUTATIONS[field]?.session;
    expect({ outcomes, faults }).toEqual({
      outcomes: Object.fromEntries(
        expected.map(([corner, outcome]) => [corner, isRefused ? 'FORBIDDEN' : outcome]),
      ),
      faults: [],
    });
  });
});

test('docs/access.md says what was seen', async () => {
  await expectOnPage('mutations', rows);
});
