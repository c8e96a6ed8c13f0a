import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Failure } from './failure.tsx';
import { FrontendStartDocument } from './graph/documents.ts';
import { Header } from './header.tsx';
import { useChosenPortfolio } from './portfolio/chosen-portfolio.ts';
import { Portfolio } from './portfolio/portfolio.tsx';

/** What a signed-in user sees: whose portfolios there are, and one of them. */
export function Start() {
  const { data, error, refetch } = useQuery(FrontendStartDocument);
  const [chosen, choose] = useChosenPortfolio();
  const [isImporting, setIsImporting] = useState(false);
  if (!data)
    return <main>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting />}</main>;
  const portfolios = data.portfolios.nodes;
  const portfolioId = chosen ?? portfolios[0]?.id;
  const role = data.me?.role ?? 'VIEWER';
  return (
    <>
      <Header
        viewer={data.me}
        portfolios={portfolios}
        chosen={portfolioId}
        choose={choose}
        onImport={() => setIsImporting(true)}
      />
      <main>
        {portfolioId ? (
          <Portfolio
            key={portfolioId}
            id={portfolioId}
            role={role}
            isImporting={isImporting}
            onImported={() => setIsImporting(false)}
          />
        ) : (
          <p className="notice">There is no portfolio that you may see yet.</p>
        )}
      </main>
    </>
  );
}

const Waiting = () => (
  <p className="notice" role="status">
    Loading…
  </p>
);
