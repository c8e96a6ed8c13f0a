import { parseArgs } from 'node:util';

/** What nobody has measured: change what you doubt. */
export const ASSUMPTIONS = {
  tenants: 10_000,
  loans: 1_000_000_000,
  /** How much larger the largest tenant is than the n-th: n to this power (Zipf). 0: all are equal. */
  skew: 0.8,
  usersPerTenant: 20,
  /** Of them, at work in the busiest hour. */
  busyShare: 0.1,
  /** Between two pages of one who is at work. */
  secondsPerPage: 20,
  /** Entries of the audit log a year and user, and the years that they are kept. */
  auditEntriesPerUser: 500,
  auditYears: 7,
  /** Tables and indexes as they become by years of updates, beside freshly loaded ones. */
  bloat: 1.3,
  /** Of all bytes, what a busy hour reads. */
  hotShare: 0.1,
  /** Of a worker's cores and of a gateway's one, in the busiest hour: a machine may fail, a core may be slower. */
  usableCpu: 0.5,
  workerCores: 16,
  workerMemoryGiB: 128,
  /** Of a worker's memory, for pages of tables. */
  usableMemory: 0.6,
  workerDiskGiB: 2_048,
  /** Of a worker's disk: the rest is for moving shards and for growing. */
  usableDisk: 0.6,
  /** What can be moved between workers in some minutes. */
  shardGiB: 25,
};

export type Assumptions = typeof ASSUMPTIONS;
type Name = keyof Assumptions;

const NAMES = Object.keys(ASSUMPTIONS) as Name[];

/** Reads `--name number` for any of them; throws with all that is wrong. */
export function readAssumptions(args: string[]): Assumptions {
  const options = Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const given = Object.entries(values).map(([name, text]) => [name, Number(text)] as const);
  const faults = given.filter(([name, value]) => !(value > 0 || (name === 'skew' && value === 0)));
  if (faults.length > 0) throw new Error(faults.map(([name]) => `--${name}: a number above 0.`).join('\n'));
  return { ...ASSUMPTIONS, ...Object.fromEntries(given) };
}
