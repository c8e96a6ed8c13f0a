import type { LoanStatus } from '../subgraphs/credit/loan/loan-status.ts';
import {
  CREDIT_RATINGS,
  type CreditRating,
  type RatingOrWithdrawn,
} from '../subgraphs/credit/rating/rating-scale.ts';
import type { CompanyNames } from './company-names.ts';
import { drawNotch, drawRatios, drawStatus, type Ratios } from './credit-quality.ts';
import { chance, pick, pickWeighted, type Random } from './random.ts';
import { ratingPath } from './rating-path.ts';
import { COUNTRIES, SECTORS } from './words.ts';

/** Who owes: what all loans to one company have in common. */
export interface Borrower extends Ratios {
  name: string;
  group: string | null;
  sector: string;
  country: string | null;
  /** How good it is, rated or not. */
  notch: number;
  grade: CreditRating | null;
  status: LoanStatus;
  /** Its rating at the last quarters, latest first; empty if it never had one. */
  ratings: RatingOrWithdrawn[];
}

const UNRATED_SHARE = 0.06;
const NO_COUNTRY_SHARE = 0.03;

/** Draws one borrower after the other; some belong to the group of the one before, and share its first word. */
export function borrowerSource(random: Random, names: CompanyNames, meanNotch: number): () => Borrower {
  let stem = '';
  let inGroup = false;
  return () => {
    const joins = inGroup && chance(random, 0.55);
    if (!joins) {
      stem = names.stem();
      inGroup = chance(random, 0.12);
    }
    return { ...company(random, names, stem, inGroup), ...standing(random, meanNotch) };
  };
}

function company(random: Random, names: CompanyNames, stem: string, inGroup: boolean) {
  const sector = pick(random, SECTORS);
  const country = pickWeighted(random, COUNTRIES);
  return {
    name: names.company(stem, sector, country),
    group: inGroup ? `${stem} Group` : null,
    sector: sector.name,
    country: chance(random, NO_COUNTRY_SHARE) ? null : country.name,
  };
}

function standing(random: Random, meanNotch: number) {
  const notch = drawNotch(random, meanNotch);
  const status = drawStatus(random, notch);
  const isUnrated = chance(random, UNRATED_SHARE) && status !== 'DEFAULTED';
  const grade = status === 'DEFAULTED' ? 'D' : isUnrated ? null : CREDIT_RATINGS[notch]!;
  return { notch, status, grade, ratings: ratingPath(random, notch, grade), ...drawRatios(random, notch) };
}
