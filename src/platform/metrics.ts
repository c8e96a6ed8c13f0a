import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Every series that the house emits, beside the process's own (CPU, memory, the event loop). */
export const registry = new Registry();
const registers = [registry];

/** From half a millisecond to the request's deadline and beyond. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const requestDuration = new Histogram({
  name: 'riskgraph_request_duration_seconds',
  help: 'From the first byte of a request over HTTP to the last of its answer. outcome: ok, refused (the caller can mend it) or failed (it is ours).',
  labelNames: ['operation', 'outcome'],
  buckets: SECONDS,
  registers,
});

export const errorsAnswered = new Counter({
  name: 'riskgraph_errors_total',
  help: 'Errors in answers, by their code.',
  labelNames: ['code'],
  registers,
});

export const limitsHit = new Counter({
  name: 'riskgraph_limits_hit_total',
  help: 'Requests that were refused for being too many or too much. limit: cost, requests, sign-ins or imports.',
  labelNames: ['limit'],
  registers,
});

export const cacheReads = new Counter({
  name: 'riskgraph_cache_reads_total',
  help: 'What was looked for in memory or Redis. cache: results or documents; outcome: hit or miss.',
  labelNames: ['cache', 'outcome'],
  registers,
});

export const loaderBatchSize = new Histogram({
  name: 'riskgraph_loader_batch_size',
  help: 'How many keys a loader asked for at once.',
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
  registers,
});

export const sqlDuration = new Histogram({
  name: 'riskgraph_sql_duration_seconds',
  help: 'Statements as the pool saw them, by their first word.',
  labelNames: ['command'],
  buckets: SECONDS,
  registers,
});

export const importRows = new Counter({
  name: 'riskgraph_import_rows_total',
  help: 'Rows of imported files. kind: LOANS or RATING_HISTORY; outcome: created, updated or failed.',
  labelNames: ['kind', 'outcome'],
  registers,
});

export const openSubscriptions = new Gauge({
  name: 'riskgraph_subscriptions',
  help: 'Subscriptions that run.',
  registers,
});

export const loginFailures = new Counter({
  name: 'riskgraph_login_failures_total',
  help: 'Passwords that signed nobody in.',
  registers,
});
