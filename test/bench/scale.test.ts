import { ASSUMPTIONS, readAssumptions } from '../../bench/scale/assumptions.ts';
import { measuredOf } from '../../bench/scale/measured.ts';
import { planOf } from '../../bench/scale/plan.ts';
import { spreadOf, tenantShares } from '../../bench/scale/skew.ts';
import type { LoadResults } from '../../bench/users/results.ts';

const GIB = 2 ** 30;
const size = (table: string, rows: number, bytes: number) => ({
  ...{ table, rows },
  tableBytes: rows * bytes * 0.25,
  indexBytes: rows * bytes * 0.75,
});

/** 1,000 loans of 1,024 bytes with two snapshots of 256, two sums of 128 and a thousandth of a total of 1,024,000. */
const LOAD = {
  loans: 1_000,
  tables: [
    size('loans', 1_000, 1_024),
    size('rating_history', 2_000, 256),
    size('loan_rollups', 2_000, 128),
    size('portfolio_rollups', 1, 1_024_000),
    size('audit_logs', 300, 1_000),
    size('audit_seals', 300, 24),
  ],
  serverCpuMs: 10,
  databaseCpuMs: 20,
} as LoadResults;

describe('what was measured', () => {
  it('is counted by loan, by entry and by request', () => {
    const { bytesPerLoan, ...others } = measuredOf(LOAD);
    expect(bytesPerLoan.map(({ rowsPerLoan, bytesPerRow }) => [rowsPerLoan, bytesPerRow])).toEqual([
      [1, 1_024],
      [2, 256],
      [2, 128],
      [0.001, 1_024_000],
    ]);
    expect(others).toEqual({ bytesPerAuditEntry: 1_024, serverCpuMs: 10, databaseCpuMs: 20 });
  });

  it('is refused where it says too little', () => {
    expect(() => measuredOf({ ...LOAD, tables: LOAD.tables.slice(1) })).toThrow('loans');
    expect(() => measuredOf({ ...LOAD, serverCpuMs: null })).toThrow('CPU');
  });
});

describe('what is needed', () => {
  const assumed = {
    ...ASSUMPTIONS,
    ...{ tenants: 1_000, loans: 1_024 * 1_024 * 100, skew: 0, bloat: 1, hotShare: 0.5, shardGiB: 20 },
    ...{ usersPerTenant: 100, busyShare: 0.1, secondsPerPage: 10, auditEntriesPerUser: 1, auditYears: 1 },
    ...{
      usableCpu: 0.5,
      workerCores: 8,
      workerMemoryGiB: 50,
      usableMemory: 0.5,
      workerDiskGiB: 100,
      usableDisk: 0.5,
    },
  };
  const plan = planOf(measuredOf(LOAD), assumed);

  it('is stored', () => {
    const gib = plan.storage.map((table) => table.gib);
    // 100 Mi loans of 1,024, 512, 256 and 1,024 bytes; 100,000 entries of 1,024.
    expect(gib).toEqual([100, 50, 25, 100, (100_000 * 1_024) / GIB]);
    expect(plan.shards).toBe(16);
  });

  it('is answered: a thousand pages a second, at 10 ms here and 20 ms in the database, on cores half used', () => {
    expect(plan.requestsPerSecond).toBe(1_000);
    expect(plan.gateways).toBe(20);
    expect(plan.workersBy).toEqual({ disk: 6, memory: 6, cpu: 5 });
    expect(plan.workers).toBe(6);
  });

  it('has a largest tenant, equal to all where none is larger', () => {
    expect(plan.largestTenant.loans).toBe(Math.round(assumed.loans / 1_000));
    expect(plan.spread.isolated).toBe(0);
  });
});

describe('tenants of unequal size', () => {
  it('share what there is, the second having half of the first where the power is 1', () => {
    const shares = tenantShares(3, 1);
    expect(shares.map((share) => Math.round(share * 11))).toEqual([6, 3, 2]);
  });

  it('have shards of their own where they would fill more than one', () => {
    const { isolated, fullestShard, fullestWorker } = spreadOf([0.5, ...new Array(500).fill(0.001)], 10, 2);
    expect(isolated).toBe(1);
    expect(fullestShard).toBeCloseTo(5, 9);
    // The one large tenant on one worker, all others on the other.
    expect(fullestWorker).toBeCloseTo(1, 9);
  });
});

describe('the assumptions', () => {
  it('can be changed one by one', () => {
    expect(readAssumptions(['--loans', '5', '--skew', '0'])).toEqual({ ...ASSUMPTIONS, loans: 5, skew: 0 });
  });

  it('are refused with all that is wrong', () => {
    expect(() => readAssumptions(['--loans', 'many', '--tenants', '0'])).toThrow(
      '--loans: a number above 0.\n--tenants: a number above 0.',
    );
    expect(() => readAssumptions(['--colour', '1'])).toThrow('--colour');
  });
});
