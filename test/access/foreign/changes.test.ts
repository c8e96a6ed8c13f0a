import { forgivingGraph } from '../graph.ts';
import { useTwoLenders } from '../lenders/ground.ts';
import { MISSING } from '../lenders/two-lenders.ts';
import { MUTATIONS } from '../verdicts/mutations.ts';
import { SUPER_ADMINS } from '../verdicts/roles.ts';
import { changeWith, holdingsOf } from './changes.ts';
import { type Position, positionCases } from './positions.ts';
import { UNIQUE, VALUES } from './values.ts';

const schema = await forgivingGraph();
const ground = useTwoLenders(schema);
const cases = positionCases(schema);

describe("what is another tenant's, written into a change, answers as what nobody has", () => {
  test.each(
    cases(({ type, name }) => type === 'Mutation' && VALUES[name]),
  )('%s', async (_words, position) => {
    const valueIn = VALUES[position.name]!;
    const { corners, b } = ground.lenders;
    const before = await holdingsOf(ground.database, b.tenantId);
    const outcomes: string[] = [];
    for (const role of ['PORTFOLIO_MANAGER', 'ADMIN'] as const) {
      const theirs = await changeWith(position, valueIn, corners.otherTenant, ground, role);
      const nobodys = await changeWith(position, valueIn, MISSING, ground, role);
      const own = await changeWith(position, valueIn, 'own', ground, role);
      expect({ role, ...theirs }).toEqual({ role, ...nobodys, beyond: [] });
      outcomes.push(nobodys.outcome, own.outcome);
    }
    expect(outcomes).toContain('done');
    expect(await holdingsOf(ground.database, b.tenantId)).toBe(before);
  });
});

describe('that a name is taken in another tenant is told in the words for any, and nothing else', () => {
  test.each(cases(({ name }) => UNIQUE[name]))('%s', async (_words, position) => {
    const valueIn = UNIQUE[position.name]!;
    const { corners } = ground.lenders;
    for (const role of ['ADMIN', 'SUPER_ADMIN'] as const) {
      const theirs = await changeWith(position, valueIn, corners.otherTenant, ground, role);
      expect(theirs).toEqual(await changeWith(position, valueIn, corners.colleague, ground, role));
      expect(theirs.outcome).toBe(
        isForSuperAdmins(position) && role === 'ADMIN' ? 'FORBIDDEN' : 'BAD_USER_INPUT',
      );
      expect(theirs.beyond).toEqual([]);
    }
  });
});

const isForSuperAdmins = ({ field }: Position) => MUTATIONS[field]?.reach === SUPER_ADMINS;
