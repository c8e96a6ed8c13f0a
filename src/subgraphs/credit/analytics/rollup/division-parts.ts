import type { RollupPart } from './rollup-parts.ts';
import { groupsIn, isOfScope, type RollupDimension } from './rollups.ts';

type Parts = Pick<Record<RollupPart, string>, 'borrowers' | 'rankedBorrowers' | 'borrowerGroups'>;

/**
 * How a scope divides into borrowers and their groups. Sums over those of one portfolio are kept beside its loans; those
 * that several have in common are put together first, tens of thousands of them.
 */
export const divisionParts = (areOfOne: boolean): Parts => (areOfOne ? OF_ONE : OF_SEVERAL);

const keptSums = (division: 'borrower' | 'borrower_group', rankedExposure: string) => `
    select r.${division}_count::int as "groupCount", r.exposure::text as exposure, r.${division}_squares::text as squares,
      ${rankedExposure}::text as "rankedExposure"
    from portfolio_rollups r where ${isOfScope('r.portfolio_id', true)} and r.loan_count > 0`;

/** Of steps as if each was one borrower, and their exposure once more for each borrower in the steps above. */
const RANKED_BY_STEP = `(
      select sum(ranked_exposure + exposure * above) from (
        select ranked_exposure, exposure, sum(group_count) over (order by step desc rows unbounded preceding) - group_count as above
        from exposure_steps where portfolio_id = r.portfolio_id and digits = 1) steps)`;

const OF_ONE: Parts = {
  borrowers: keptSums('borrower', 'null'),
  rankedBorrowers: keptSums('borrower', RANKED_BY_STEP),
  borrowerGroups: keptSums('borrower_group', 'null'),
};

const SUMS = `count(*)::int as "groupCount", sum(exposure)::text as exposure, sum(exposure * exposure)::text as squares`;

const unranked = (dimension: RollupDimension) => `
    select ${SUMS}, null as "rankedExposure" from ${groupsIn(dimension, false)} having count(*) > 0`;

const OF_SEVERAL: Parts = {
  borrowers: unranked('BORROWER'),

  rankedBorrowers: `
    select ${SUMS}, sum(exposure * place)::text as "rankedExposure"
    from (
      select exposure, row_number() over (order by exposure desc) as place from ${groupsIn('BORROWER', false)}
    ) ranked having count(*) > 0`,

  borrowerGroups: unranked('BORROWER_GROUP'),
};
