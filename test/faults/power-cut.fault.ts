import { setTimeout as sleep } from 'node:timers/promises';
import { createPortfolio } from './support/book.ts';
import { useHouse } from './support/house.ts';

const WRITERS = 8;
const WRITING_MS = 2_000;
const CREATE = `mutation ($portfolioId: ID!, $input: LoanInput!) {
  createLoan(portfolioId: $portfolioId, input: $input) { loanId } }`;

const loan = (loanId: string) => ({
  loanId,
  borrower: 'Borrower',
  amount: '1000',
  rate: '5',
  sector: 'Retail',
  maturityDate: '2031-06-30',
  status: 'PERFORMING',
});

describe('a power cut while eight people write', () => {
  const house = useHouse();

  test('what was acknowledged is committed, with its audit entry, and nothing is half there', async () => {
    const { server } = house;
    const token = await server.signIn();
    const portfolioId = await createPortfolio(server, 'cut', token);
    const acknowledged: string[] = [];
    const write = async (writer: number) => {
      for (let n = 0; ; n++) {
        const { body } = await server.ask(CREATE, { portfolioId, input: loan(`W${writer}-${n}`) }, token);
        if (!body.data?.createLoan) return;
        acknowledged.push(body.data.createLoan.loanId);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, n) => write(n).catch(() => undefined));
    await sleep(WRITING_MS);
    await house.killDatabase();
    await server.end('SIGKILL');
    await Promise.all(writers);

    await house.startDatabase();
    const loans = await house.query<{ loan_id: string }>('select loan_id from loans');
    const stored = new Set(loans.map((row) => row.loan_id));
    console.log(`${acknowledged.length} acknowledged, ${stored.size} stored`);
    expect(acknowledged.length).toBeGreaterThan(WRITERS);
    expect(acknowledged.filter((loanId) => !stored.has(loanId))).toEqual([]);
    const entries = await house.query(
      "select from audit_logs where action = 'CREATE' and entity_type = 'Loan'",
    );
    expect(entries).toHaveLength(stored.size);
    await house.startServer();
    expect((await house.server.ask('{ me { username } }', {}, await house.server.signIn())).status).toBe(200);
  });
});
