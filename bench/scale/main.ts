import { readFile } from 'node:fs/promises';
import { short, table } from '../report/table.ts';
import { ASSUMPTIONS, type Assumptions, readAssumptions } from './assumptions.ts';
import { type Measured, measuredOf } from './measured.ts';
import { type Plan, planOf } from './plan.ts';

const LOAD = new URL('../results/load.json', import.meta.url);

try {
  const assumed = readAssumptions(process.argv.slice(2));
  const measured = measuredOf(JSON.parse(await readFile(LOAD, 'utf8')));
  console.log(textOf(measured, assumed, planOf(measured, assumed)));
} catch (error) {
  const names = Object.entries(ASSUMPTIONS).map(([name, value]) => `  --${name} ${value}`);
  console.error(`${(error as Error).message}\n\nnpm run scale -- [options]\n\n${names.join('\n')}`);
  process.exitCode = 1;
}

function textOf(measured: Measured, assumed: Assumptions, plan: Plan): string {
  const { workersBy, largestTenant, spread } = plan;
  return [
    table(
      'Measured, a loan',
      ['table', 'rows', 'bytes a row'],
      measured.bytesPerLoan.map(({ table, rowsPerLoan, bytesPerRow }) => [
        table,
        short(rowsPerLoan),
        short(bytesPerRow),
      ]),
    ),
    table(
      'Stored',
      ['table', 'million rows', 'GiB'],
      [...plan.storage, { table: 'all', rows: Number.NaN, gib: plan.gib }].map(({ table, rows, gib }) => [
        table,
        short(rows / 1e6),
        short(gib),
      ]),
    ),
    table(
      'Needed',
      ['what', 'how much'],
      [
        ['pages a second', short(plan.requestsPerSecond)],
        ['gateways of one core', short(plan.gateways)],
        ['workers: for the disk, memory, CPU', `${workersBy.disk}, ${workersBy.memory}, ${workersBy.cpu}`],
        ['workers', `${plan.workers} of ${assumed.workerCores} cores and ${assumed.workerMemoryGiB} GiB`],
        ['shards', `${plan.shards} of ${short(plan.gib / plan.shards)} GiB`],
        [
          'largest tenant',
          `${short(largestTenant.loans / 1e6)} million loans, ${short(largestTenant.gib)} GiB`,
        ],
        ['tenants with a shard of their own', short(spread.isolated)],
        ['fullest shard, beside an even one', `${short(spread.fullestShard)} ×`],
        ['fullest worker, beside an even one', `${short(spread.fullestWorker)} ×`],
      ],
    ),
  ].join('\n\n');
}
