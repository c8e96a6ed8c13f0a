import { rowsOf, VISIBLE } from './database.ts';
import type { Viewer } from './session.ts';

/** Summed up before it is joined: so PostgreSQL reads an index only, in parallel. */
const STATEMENT = {
  name: 'all-portfolios',
  text: `
    select p.name, coalesce(l.count, 0) as "loanCount", round(coalesce(l.exposure, 0), 2) as "totalExposure"
    from portfolios p
    left join (
      select portfolio_id, count(*)::int as count, sum(amount) as exposure from loans group by portfolio_id
    ) l on l.portfolio_id = p.id
    where ${VISIBLE} order by p.name, p.id limit 100`,
};

export async function allPortfolios({ tenantId, userId }: Viewer) {
  return { portfolios: { nodes: await rowsOf(STATEMENT, [tenantId, userId]) } };
}
