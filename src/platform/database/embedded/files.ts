import { join } from 'node:path';

/** Everything the embedded server keeps in the data directory. */
export interface EmbeddedFiles {
  dataDir: string;
  /** PostgreSQL's own data directory, or a link to it. */
  cluster: string;
  /** The owner's password. */
  password: string;
  applicationPassword: string;
  log: string;
  /** Names the process that has to stop the server. */
  owner: string;
  /** Held while somebody starts or stops the server. */
  lock: string;
}

export const filesIn = (dataDir: string): EmbeddedFiles => ({
  dataDir,
  cluster: join(dataDir, 'postgres'),
  password: join(dataDir, 'postgres-password'),
  applicationPassword: join(dataDir, 'postgres-app-password'),
  log: join(dataDir, 'postgres.log'),
  owner: join(dataDir, 'owner.pid'),
  lock: join(dataDir, 'postgres.lock'),
});
