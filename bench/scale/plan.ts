import type { Assumptions } from './assumptions.ts';
import type { Measured } from './measured.ts';
import { type Spread, spreadOf, tenantShares } from './skew.ts';

const GIB = 2 ** 30;

/** What so many tenants and loans need. */
export interface Plan {
  storage: { table: string; rows: number; gib: number }[];
  gib: number;
  shards: number;
  requestsPerSecond: number;
  gateways: number;
  /** How many workers each of these asks for; the largest counts. */
  workersBy: { disk: number; memory: number; cpu: number };
  workers: number;
  largestTenant: { loans: number; gib: number };
  spread: Spread;
}

export function planOf(measured: Measured, assumed: Assumptions): Plan {
  const storage = storageOf(measured, assumed);
  const gib = storage.reduce((sum, table) => sum + table.gib, 0);
  const requestsPerSecond =
    (assumed.tenants * assumed.usersPerTenant * assumed.busyShare) / assumed.secondsPerPage;
  const shards = 2 ** Math.ceil(Math.log2(Math.max(1, gib / assumed.shardGiB)));
  const workersBy = {
    disk: Math.ceil(gib / (assumed.workerDiskGiB * assumed.usableDisk)),
    memory: Math.ceil((gib * assumed.hotShare) / (assumed.workerMemoryGiB * assumed.usableMemory)),
    cpu: Math.ceil(coresOf(requestsPerSecond, measured.databaseCpuMs, assumed) / assumed.workerCores),
  };
  const workers = Math.max(...Object.values(workersBy));
  const shares = tenantShares(assumed.tenants, assumed.skew);
  const largest = shares[0] ?? 0;
  return {
    ...{ storage, gib, shards, requestsPerSecond, workersBy, workers },
    gateways: Math.ceil(coresOf(requestsPerSecond, measured.serverCpuMs, assumed)),
    largestTenant: { loans: Math.round(largest * assumed.loans), gib: largest * gib },
    spread: spreadOf(shares, shards, workers),
  };
}

/** So that no more than their usable share is used. */
const coresOf = (requestsPerSecond: number, cpuMs: number, { usableCpu }: Assumptions) =>
  (requestsPerSecond * cpuMs) / 1_000 / usableCpu;

function storageOf({ bytesPerLoan, bytesPerAuditEntry }: Measured, assumed: Assumptions): Plan['storage'] {
  const { loans, bloat, tenants, usersPerTenant, auditEntriesPerUser, auditYears } = assumed;
  const sized = (table: string, rows: number, bytesPerRow: number) => ({
    ...{ table, rows },
    gib: (rows * bytesPerRow * bloat) / GIB,
  });
  const entries = tenants * usersPerTenant * auditEntriesPerUser * auditYears;
  return [
    ...bytesPerLoan.map(({ table, rowsPerLoan, bytesPerRow }) =>
      sized(table, rowsPerLoan * loans, bytesPerRow),
    ),
    sized('audit_logs, audit_seals', entries, bytesPerAuditEntry),
  ];
}
