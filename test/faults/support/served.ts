import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export const PASSWORD = 'Faults-harness-1';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  body: any;
}

/** A server process of its own, as an operator starts it. */
export interface Served {
  url: string;
  process: ChildProcess;
  /** What it printed so far. */
  log: string[];
  /** Posts a document; throws where the connection fails. */
  ask(document: string, variables?: object, token?: string): Promise<Answer>;
  upload(document: string, variables: object, path: string, csv: string, token: string): Promise<Answer>;
  signIn(): Promise<string>;
  /** Sends a signal and waits for the end; answers how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';

/** Starts `npm start`'s program on a database; ready when it says so. The project must have been built. */
export async function serve(databaseUrl: string, settings: Record<string, string> = {}): Promise<Served> {
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, ...SETTINGS, DATABASE_URL: databaseUrl, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const url = await readyUrl(child, log);
  const post = async (body: string | FormData, headers: Record<string, string>, token?: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body,
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    return { status: response.status, body: await response.json() };
  };
  const served: Served = {
    url,
    process: child,
    log,
    ask: (query, variables, token) =>
      post(JSON.stringify({ query, variables }), { 'content-type': 'application/json' }, token),
    upload(query, variables, path, csv, token) {
      const form = new FormData();
      form.set('operations', JSON.stringify({ query, variables }));
      form.set('map', JSON.stringify({ file: [`variables.${path}`] }));
      form.set('file', new Blob([csv], { type: 'text/csv' }), 'book.csv');
      return post(form, { 'apollo-require-preflight': 'true' }, token);
    },
    async signIn() {
      const input = { usernameOrEmail: 'admin', password: PASSWORD };
      const { body } = await served.ask(LOGIN, { input });
      return body.data.login.accessToken;
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
  return served;
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
