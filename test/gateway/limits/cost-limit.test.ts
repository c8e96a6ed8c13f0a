import { useAsked } from './asked.ts';
import { times } from './documents.ts';

const pages = (portfolios: number, loans: number) =>
  `{ portfolios(first: ${portfolios}) { nodes { loans(first: ${loans}) { nodes { id } } } } }`;
const BY_VARIABLES =
  'query ($p: Int, $l: Int = 98) { portfolios(first: $p) { nodes { loans(first: $l) { nodes { id } } } } }';

describe('the cost', () => {
  const asked = useAsked();

  it('is told with every answer', async () => {
    const { data, extensions } = await asked.executed('{ me { id organization { name } } }');
    expect(data.me.organization.name).toBe('Desk a');
    expect(extensions).toEqual({ cost: { estimate: 2, limit: 10_000 } });
    const { extensions: withErrors } = await asked.executed('{ portfolio(id: "x") { id } }');
    expect(withErrors).toEqual({ cost: { estimate: 1, limit: 10_000 } });
  });

  // 1 for portfolios, and for each portfolio 1, 1 for its loans, and 1 for each loan.
  it('may be 10,000: 1 + 99 · (1 + 1 + 99)', async () => {
    expect((await asked.executed(pages(99, 99))).extensions.cost.estimate).toBe(10_000);
    expect((await asked.executed(BY_VARIABLES, { p: 99, l: 99 })).extensions.cost.estimate).toBe(10_000);
  });

  it('may not be 10,001: 1 + 100 · (1 + 1 + 98)', async () => {
    const cost = { estimate: 10_001, limit: 10_000 };
    const refusal = {
      code: 'COST_EXCEEDED',
      message:
        'The request would cost 10001; at most 10000 is allowed. Ask for shorter lists, or for less of each item.',
      extensions: { cost },
    };
    expect(await asked.refused(pages(100, 98))).toMatchObject(refusal);
    expect(await asked.refused(BY_VARIABLES, { p: 100 })).toMatchObject(refusal);
    expect(await asked.refused(BY_VARIABLES, { p: 100, l: 98 })).toMatchObject(refusal);
  });

  it('lets nobody hash passwords without end: 20 sign-ins, but not 20 and a change of password', async () => {
    const login = (at: number) =>
      `l${at}: login(input: { usernameOrEmail: "x", password: "y" }) { tokenType }`;
    const change = (at: number) =>
      `c${at}: changePassword(input: { currentPassword: "x", newPassword: "y" }) { tokenType }`;
    const { code } = await asked.refused(`mutation { ${times(10, login)} ${times(10, change)} }`);
    expect(code).toBe('COST_EXCEEDED');
  });

  it('lets nobody verify two audit logs at once', async () => {
    const { code } = await asked.refused('{ a: verifyAuditLog { intact } b: verifyAuditLog { intact } }');
    expect(code).toBe('COST_EXCEEDED');
  });
});
