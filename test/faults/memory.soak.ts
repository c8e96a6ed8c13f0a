import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPortfolio, importLoans, loansCsv } from './support/book.ts';
import { useHouse } from './support/house.ts';

/** Ten for the record; one is enough to see a leak of a request's size. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 1);
const CALIBRATION_MS = 5_000;
const MAX_GROWTH = 1.1;
const PAGE = `query ($id: ID!) { portfolio(id: $id) { name loans(first: 20) { nodes { loanId amount expectedLoss } }
  analytics { summary { totalExposure } covenants { totalBreaches } } } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdatePortfolioInput!) { updatePortfolio(id: $id, input: $input) { version } }`;

describe(`a soak of ${MINUTES} min at half load`, () => {
  const house = useHouse();

  test(
    'leaves the memory flat',
    async () => {
      let token = await house.server.signIn();
      const id = await createPortfolio(house.server, 'soaked', token);
      await importLoans(house.server, id, loansCsv(1_000), token);
      let answered = 0;
      const one = async (n: number) => {
        const write = n % 20 === 0;
        const input = { description: `change ${n}` };
        const { status, body } = await house.server.ask(write ? UPDATE : PAGE, { id, input }, token);
        if (status !== 200 || body.errors) throw new Error(JSON.stringify(body));
        answered++;
      };

      const until = performance.now() + CALIBRATION_MS;
      const client = async () => {
        for (let n = 0; performance.now() < until; n++) await one(n);
      };
      await Promise.all(Array.from({ length: 8 }, client));
      const perSecond = answered / (CALIBRATION_MS / 1_000);

      const samples: number[] = [];
      for (let second = 0; second < MINUTES * 60; second++) {
        if (second % 600 === 540) token = await house.server.signIn();
        const count = Math.ceil(perSecond / 2);
        const work = Array.from({ length: count }, async (_, n) => {
          await sleep((n / count) * 1_000);
          await one(n);
        });
        await Promise.all([...work, sleep(1_000)]);
        samples.push(await residentMb(house.server.process.pid as number));
      }
      const quarter = Math.floor(samples.length / 4);
      const early = median(samples.slice(quarter, 2 * quarter));
      const late = median(samples.slice(3 * quarter));
      console.log(
        `${answered} requests, ${Math.round(perSecond / 2)}/s; memory ${early} MB, at the end ${late} MB`,
      );
      expect(late / early).toBeLessThan(MAX_GROWTH);
    },
    (MINUTES + 2) * 60_000,
  );
});

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
