import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Book } from '../books.ts';
import { builtFile } from '../built.ts';
import { type GraphClient, signIn } from '../graph-client.ts';
import { ADMIN_USERNAME, PASSWORD } from '../servers/environment.ts';
import { startServer } from '../servers/server-process.ts';
import { DEFAULT_RATES } from './default-rates.ts';

/** Who asks for everything: the manager of all portfolios. */
export const MANAGER = 'manager';

const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { id } }';
const DEFAULT_RATES_IN = 'mutation ($file: Upload!) { importDefaultRates(file: $file) { creditRating } }';
const CREATE = 'mutation ($input: CreatePortfolioInput!) { createPortfolio(input: $input) { id } }';
const HOME = '{ me { organization { id } } }';

/** Migrates an empty database and makes, through the server, accounts, default rates and portfolios without loans. */
export async function makePeople(databaseUrl: string, books: Book[], directory: string): Promise<void> {
  const plan = { name: 'riskgraph-setup', script: builtFile('main.js'), databaseUrl, directory };
  const server = await startServer(plan);
  try {
    const admin = await signIn(server.url, ADMIN_USERNAME);
    await register(admin);
    await importDefaultRates(admin, directory);
    const manager = await signIn(server.url, MANAGER);
    for (const { name } of books) await manager.ask(CREATE, { input: { name } });
  } finally {
    await server.stop();
  }
}

async function register(admin: GraphClient): Promise<void> {
  const { me } = await admin.ask<{ me: { organization: { id: string } } }>(HOME);
  const account = {
    username: MANAGER,
    email: 'manager@example.test',
    fullName: 'Manager of all',
    password: PASSWORD,
  };
  await admin.ask(REGISTER, {
    input: { ...account, role: 'PORTFOLIO_MANAGER', organizationId: me.organization.id },
  });
}

async function importDefaultRates(admin: GraphClient, directory: string): Promise<void> {
  const file = join(directory, 'default-rates.csv');
  await writeFile(file, DEFAULT_RATES);
  await admin.upload(DEFAULT_RATES_IN, { file: null }, 'file', file);
}
