import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Answer, type GraphClient, graphClient } from '../../support/graph-client.ts';

export const PASSWORD = 'Faults-harness-1';

/** A server process of its own, as an operator starts it. */
export interface Served {
  url: string;
  process: ChildProcess;
  /** What it printed so far. */
  log: string[];
  ask: GraphClient['ask'];
  upload(document: string, variables: object, path: string, csv: string, token: string): Promise<Answer>;
  /** As the administrator. */
  signIn(): Promise<string>;
  /** Sends a signal and waits for the end; answers how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `npm start`'s program on a database; ready when it says so. The project must have been built. */
export async function serve(databaseUrl: string, settings: Record<string, string> = {}): Promise<Served> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, ...SETTINGS, DATABASE_URL: databaseUrl, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const url = await readyUrl(child, log);
  const client = graphClient(() => url);
  return {
    url,
    process: child,
    log,
    ask: client.ask,
    upload: (query, variables, path, csv, token) =>
      client.upload(query, variables, path, new Blob([csv], { type: 'text/csv' }), token),
    signIn: () => client.signIn('admin', PASSWORD),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

const SETTINGS = {
  PORT: '0',
  ADMIN_PASSWORD: PASSWORD,
  DEMO_DATA: 'false',
  JWT_SECRET: 'a secret for harnesses, of 32 bytes and more',
  RATE_LIMIT_PER_MINUTE: '1000000',
  LOGIN_LIMIT_PER_MINUTE: '1000000',
  IMPORT_LIMIT_PER_HOUR: '1000000',
  UPLOAD_LIMIT_MB: '100',
};

/** Every line is kept; the one with the endpoint says that it serves. */
async function readyUrl(child: ChildProcess, log: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const url = /GraphQL\s+(http\S+)\/graphql/.exec(line)?.[1];
        if (url) resolve(url);
      });
    }
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${log.join('\n')}`)));
  });
}
