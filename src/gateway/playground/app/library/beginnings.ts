import { ask } from '../session/ask.ts';
import type { Beginnings } from './first-variables.ts';

/** Asks for them once; what cannot be had is left out. */
export const readBeginnings = (): Promise<Beginnings> => {
  asked ??= read().catch(() => {
    asked = null;
    return {};
  });
  return asked;
};

let asked: Promise<Beginnings> | null = null;

/** The next viewer may read others. */
export function forgetBeginnings(): void {
  asked = null;
}

interface Nodes<Node> {
  nodes: Node[];
}

async function read(): Promise<Beginnings> {
  const { portfolios } = await ask<{ portfolios: Nodes<{ id: string }> }>('PortfolioChoices');
  const portfolioId = portfolios.nodes[0]?.id;
  if (portfolioId === undefined) return {};
  const { portfolio } = await ask<{ portfolio: { loans: Nodes<NonNullable<Beginnings['loan']>> } | null }>(
    'Loans',
    { portfolioId, first: 1 },
  );
  return { portfolioId, loan: portfolio?.loans.nodes[0] };
}
