import { pick, type Random } from './random.ts';
import { type Country, type Sector, STEM_ENDS, STEM_STARTS } from './words.ts';

/** Draws names, none of them twice. */
export interface CompanyNames {
  /** A first word that no company or group had before. */
  stem(): string;
  /** `Varnmere Foods Ltd`: the first word, the trade, the legal form. */
  company(stem: string, sector: Sector, country: Country): string;
}

export function companyNames(random: Random): CompanyNames {
  const taken = new Set<string>();
  const fresh = (draw: () => string): string => {
    const name = draw();
    if (taken.has(name)) return fresh(draw);
    taken.add(name);
    return name;
  };
  return {
    stem: () => fresh(() => pick(random, STEM_STARTS) + pick(random, STEM_ENDS)),
    company: (stem, sector, country) =>
      fresh(() => `${stem} ${pick(random, sector.nouns)} ${pick(random, country.legalForms)}`),
  };
}
