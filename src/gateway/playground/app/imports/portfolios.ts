import { useEffect, useState } from 'react';
import { ask } from '../session/ask.ts';

export interface PortfolioChoice {
  id: string;
  name: string;
  currency: string;
}

/** The portfolios to choose from; `failure` says why there are none. */
export function usePortfolios(): { portfolios: PortfolioChoice[]; failure: string } {
  const [portfolios, setPortfolios] = useState<PortfolioChoice[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    ask<{ portfolios: { nodes: PortfolioChoice[] } }>('PortfolioChoices').then(
      (data) => setPortfolios(data.portfolios.nodes),
      (error: Error) => setFailure(error.message),
    );
  }, []);
  return { portfolios, failure };
}
