import { rowsOf, VISIBLE } from './database.ts';
import { keyOf } from './public-id.ts';
import type { Viewer } from './session.ts';

const STATEMENT = {
  name: 'one-portfolio',
  text: `
    select p.name, l.count as "loanCount", l.exposure as "totalExposure"
    from portfolios p
    cross join lateral (
      select count(*)::int as count, round(coalesce(sum(amount), 0), 2) as exposure
      from loans where portfolio_id = p.id) l
    where ${VISIBLE} and p.id = $3`,
};

export async function onePortfolio({ tenantId, userId }: Viewer, { id }: { id: string }) {
  const [portfolio] = await rowsOf(STATEMENT, [tenantId, userId, keyOf(id)]);
  return { portfolio: portfolio ?? null };
}
