import { useQuery } from '@apollo/client/react';
import { Failure } from '../failure.tsx';
import { PortfolioPageDocument, type Role } from '../graph/documents.ts';
import { ImportDialog } from '../imports/import-dialog.tsx';
import { useChanges } from '../live/changes.ts';
import { LiveBar } from '../live/live-bar.tsx';
import { day } from '../numbers/formats.ts';
import { Parts } from './parts.tsx';

interface PortfolioProps {
  id: string;
  role: Role;
  isImporting: boolean;
  onImported: () => void;
}

/** One portfolio. What was shown last stays while it is asked for again, and where that fails. */
export function Portfolio({ id, role, isImporting, onImported }: PortfolioProps) {
  const { data, previousData, error, refetch } = useQuery(PortfolioPageDocument, { variables: { id } });
  const changes = useChanges(id);
  const shown = data ?? previousData;
  if (!shown) return error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton />;
  const { portfolio } = shown;
  if (!portfolio)
    return (
      <p className="notice" role="status">
        There is no such portfolio, or it is not yours to see. Choose another above.
      </p>
    );
  const { analytics } = portfolio;
  return (
    <>
      <div className="title">
        <h1>{portfolio.name}</h1>
        <p className="faint">
          {portfolio.description} As of {day(analytics.asOf)}, in {portfolio.currency}.
        </p>
        <LiveBar last={changes.last} loanCount={analytics.summary.totalLoans} error={changes.error} />
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      <Parts portfolio={portfolio} mayAskWhatIf={role !== 'VIEWER'} />
      {isImporting && (
        <ImportDialog portfolio={portfolio} mayStore={role !== 'ANALYST'} onClose={onImported} />
      )}
    </>
  );
}

/** Stands where the page will be, so that nothing jumps when it comes. */
const Skeleton = () => (
  <div className="skeleton" role="status" aria-label="Loading the portfolio">
    {Array.from({ length: 6 }, (_, place) => (
      <div key={place} className="card" />
    ))}
  </div>
);
