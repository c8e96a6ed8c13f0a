import type { Covenant, CovenantTableFragment } from '../graph/documents.ts';
import { Changing } from '../numbers/changing.tsx';
import { counted, money, ratio, share } from '../numbers/formats.ts';
import { Scroll } from '../scroll.tsx';

const NAMES: Record<Covenant, string> = {
  DEBT_TO_EQUITY: 'Debt to equity',
  INTEREST_COVERAGE: 'Interest coverage',
  LEVERAGE: 'Leverage',
};

export function CovenantTable({
  analytics,
  currency,
}: {
  analytics: CovenantTableFragment;
  currency: string;
}) {
  const { loansInBreach, breachedExposure, untested, breachedLoans } = analytics.covenants;
  const missing = untested.reduce((sum, { count: loans }) => sum + loans, 0);
  return (
    <section className="card whole" aria-labelledby="covenants">
      <h2 id="covenants">Covenants</h2>
      <p>
        <Changing>{`${counted(loansInBreach, 'loan')} in breach`}</Changing>,{' '}
        {money(breachedExposure, currency)} in all.{' '}
        {missing > 0 && (
          <span className="faint">{counted(missing, 'ratio')} missing, and so not tested.</span>
        )}
      </p>
      {breachedLoans.nodes.length > 0 && (
        <Scroll label="Loans in breach">
          <table className="rows breaches">
            <caption className="unseen">Loans in breach, the first {breachedLoans.nodes.length}</caption>
            <thead>
              <tr>
                <th scope="col">Loan</th>
                <th scope="col">Borrower</th>
                <th scope="col">Exposure</th>
                <th scope="col">Covenant</th>
                <th scope="col">Value</th>
                <th scope="col">Limit</th>
                <th scope="col">Headroom</th>
              </tr>
            </thead>
            <tbody>
              {breachedLoans.nodes.flatMap((loan) =>
                loan.breaches.map((breach) => (
                  <tr key={`${loan.loanId} ${breach.covenant}`}>
                    <th scope="row">{loan.loanId}</th>
                    <td>{loan.borrower}</td>
                    <td>{money(loan.exposure, currency)}</td>
                    <td>{NAMES[breach.covenant]}</td>
                    <td>{ratio(breach.value)}</td>
                    <td>{ratio(breach.limit)}</td>
                    <td>{breach.headroom === null ? '–' : share(breach.headroom)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </Scroll>
      )}
      {loansInBreach > breachedLoans.nodes.length && (
        <p className="faint">The {breachedLoans.nodes.length} largest of them.</p>
      )}
    </section>
  );
}
