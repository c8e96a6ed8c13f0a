import { readEnvironment, type Variables } from './environment.ts';
import type { DocumentMode } from './gateway/documents/document-policy.ts';
import type { LogLevel } from './platform/log.ts';

/** How riskgraph runs. The environment is read for this and for nothing else. */
export interface Settings {
  isProduction: boolean;
  host: string;
  port: number;
  /** Unset: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** Who owns the tables and migrates them; unset: whoever `databaseUrl` names. */
  databaseOwnerUrl: string | undefined;
  /** Standbys of the database; what may be a moment old is read there. */
  databaseReplicaUrls: string[];
  /** How old that may be. */
  replicaMaxLagMs: number;
  dataDir: string;
  demoData: boolean;
  /** Unset outside production: made once and kept in `dataDir`. */
  jwtSecret: string | undefined;
  /** Tokens signed with it still count; none is signed with it any more. */
  jwtPreviousSecret: string | undefined;
  adminUsername: string;
  /** Unset outside production: made once and printed. */
  adminPassword: string | undefined;
  /** Unset: rates are counted by each process for itself. */
  redisUrl: string | undefined;
  corsOrigins: string[];
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  /** Requests of one user. */
  rateLimitPerMinute: number;
  /** Sign-ins from one address. */
  loginLimitPerMinute: number;
  /** Files of one user. */
  importLimitPerHour: number;
  uploadLimitMb: number;
  /** What becomes of documents that are no trusted ones. */
  persistedDocuments: DocumentMode;
  /** Unset: `info` in production, where a program reads the log; `warn` elsewhere. */
  logLevel: LogLevel;
  /** The collector of traces (OTLP over HTTP); unset: none are made. */
  tracesEndpoint: string | undefined;
  /** Of the sources that this was built from. */
  commit: string | undefined;
  /** Unset: metrics are for this machine alone. */
  metricsToken: string | undefined;
  /** The names of those that are served, to a router; unset: all are served, to clients. */
  subgraphs: string[] | undefined;
  /** What the router shows. */
  routerSecret: string | undefined;
}

/** Parses the environment once; throws SettingsError with all faults. */
export function readSettings(variables: Variables): Settings {
  const data = readEnvironment(variables);
  return {
    isProduction: data.NODE_ENV === 'production',
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    databaseOwnerUrl: data.DATABASE_OWNER_URL,
    databaseReplicaUrls: data.DATABASE_REPLICA_URLS,
    replicaMaxLagMs: data.REPLICA_MAX_LAG_MS,
    dataDir: data.DATA_DIR,
    demoData: data.DEMO_DATA ?? !data.DATABASE_URL,
    jwtSecret: data.JWT_SECRET,
    jwtPreviousSecret: data.JWT_PREVIOUS_SECRET,
    adminUsername: data.ADMIN_USERNAME,
    adminPassword: data.ADMIN_PASSWORD,
    redisUrl: data.REDIS_URL,
    corsOrigins: data.CORS_ORIGINS,
    trustedProxies: data.TRUSTED_PROXIES,
    rateLimitPerMinute: data.RATE_LIMIT_PER_MINUTE,
    loginLimitPerMinute: data.LOGIN_LIMIT_PER_MINUTE,
    importLimitPerHour: data.IMPORT_LIMIT_PER_HOUR,
    uploadLimitMb: data.UPLOAD_LIMIT_MB,
    persistedDocuments: data.PERSISTED_DOCUMENTS,
    logLevel: data.LOG_LEVEL ?? (data.NODE_ENV === 'production' ? 'info' : 'warn'),
    tracesEndpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    commit: data.GIT_COMMIT,
    metricsToken: data.METRICS_TOKEN,
    subgraphs: data.SUBGRAPHS && [...new Set(data.SUBGRAPHS)],
    routerSecret: data.ROUTER_SECRET,
  };
}
