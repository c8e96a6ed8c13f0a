import { built } from '../../built.ts';
import { rowsOf, VISIBLE } from './database.ts';
import { keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

const { toMoney } = await built<typeof import('../../../src/platform/decimal.ts')>('platform/decimal.js');

const STATEMENT = {
  name: 'owned-loans',
  text: `
    select l.loan_id as "loanId", l.borrower, l.amount, u.full_name as "fullName",
      l.amount * dr.default_probability * (1 - dr.recovery_rate) as "expectedLoss"
    from portfolios p
    join users u on u.id = p.owner_id
    join loans l on l.portfolio_id = p.id
    left join default_rates dr on dr.tenant_id = l.tenant_id and dr.credit_rating = l.credit_rating
    where ${VISIBLE} and p.id = $3
    order by l.loan_id, l.id limit $4`,
};

interface Row {
  fullName: string | null;
  expectedLoss: string | null;
}

export async function ownedLoans({ tenantId, userId }: Viewer, { id, first }: { id: string; first: number }) {
  const rows = await rowsOf<Row>(STATEMENT, [tenantId, userId, keyOf(id), first]);
  return { portfolio: { loans: { nodes: rows.map(toLoan) } } };
}

/** PostgreSQL rounds a half up, the answer to even: so it is rounded here. */
const toLoan = ({ fullName, expectedLoss, ...loan }: Row) => ({
  ...loan,
  expectedLoss: expectedLoss && toMoney(expectedLoss),
  portfolio: { owner: { fullName } },
});
