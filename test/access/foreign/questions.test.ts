import { forgivingGraph } from '../graph.ts';
import { useTwoLenders } from '../lenders/ground.ts';
import { MISSING } from '../lenders/two-lenders.ts';
import { isCursor, positionCases } from './positions.ts';
import { askWith, cursorsOf } from './questions.ts';
import { SHARED, VALUES } from './values.ts';

const schema = await forgivingGraph();
const ground = useTwoLenders(schema);
const cases = positionCases(schema);

describe("what is somebody else's, written into a question, answers as what nobody has", () => {
  test.each(
    cases(({ type, name }) => type !== 'Mutation' && VALUES[name]),
  )('%s', async (_words, position) => {
    const valueIn = VALUES[position.name]!;
    const { mine, otherDesk, otherTenant } = ground.lenders.corners;
    for (const caller of ['ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN'] as const) {
      const missing = await askWith(position, valueIn(MISSING), ground, caller, mine);
      const isOfTenant = caller === 'ADMIN' || SHARED.includes(position.name);
      for (const corner of isOfTenant ? [otherTenant] : [otherDesk, otherTenant]) {
        const told = await askWith(position, valueIn(corner), ground, caller, mine);
        expect({ caller, of: corner.name, ...told }).toEqual({
          caller,
          of: corner.name,
          text: missing.text,
          beyond: [],
        });
      }
    }
    // Seen to make a difference, or all this would prove nothing.
    const [own, nobodys] = [mine, MISSING].map((corner) =>
      askWith(position, valueIn(corner), ground, 'ADMIN', mine),
    );
    expect((await own)?.text === (await nobodys)?.text).toBe(false);
  });
});

type Fault = { extensions: { code: string } };

describe("a cursor of somebody else's list shows nothing of theirs", () => {
  test.each(cases(isCursor))('%s', async (_words, position) => {
    const { mine, otherDesk, otherTenant } = ground.lenders.corners;
    const cursors: string[] = [];
    for (const corner of [otherDesk, otherTenant])
      cursors.push(...(await cursorsOf(position, ground, corner)));
    expect(cursors.length).toBeGreaterThan(0);
    for (const caller of ['VIEWER', 'PORTFOLIO_MANAGER', 'ADMIN'] as const) {
      for (const cursor of cursors) {
        const told = await askWith(position, cursor, ground, caller, mine);
        expect({ caller, beyond: told.beyond }).toEqual({ caller, beyond: [] });
        const codes: string[] = JSON.parse(told.text).faults.map(({ extensions }: Fault) => extensions.code);
        expect(codes.filter((code) => code !== 'FORBIDDEN')).toEqual([]);
      }
    }
  });
});
