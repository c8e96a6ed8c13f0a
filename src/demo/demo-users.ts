import { randomBytes } from 'node:crypto';
import type { GraphAs } from '../graph-as.ts';
import type { RoleName } from '../platform/security/viewer.ts';

/** What is printed once, so that somebody can try each role. */
export interface DemoSignIn {
  username: string;
  password: string;
  role: RoleName;
}

/** The first account is SUPER_ADMIN already, and often called admin. */
const PEOPLE = {
  manager: { username: 'demo.manager', fullName: 'Maya Lindqvist', role: 'PORTFOLIO_MANAGER' },
  analyst: { username: 'demo.analyst', fullName: 'Tom Okafor', role: 'ANALYST' },
  viewer: { username: 'demo.viewer', fullName: 'Ines Baker', role: 'VIEWER' },
  admin: { username: 'demo.admin', fullName: 'Ruth Castellan', role: 'ADMIN' },
} as const;

export const MANAGER = PEOPLE.manager.username;
export const ADMIN = PEOPLE.admin.username;

interface Account {
  id: string;
  username: string;
  organization: { id: string };
}

const FIND = `query ($search: String!) {
  users(first: 100, search: $search) { nodes { id username organization { id } } } }`;
const RESET =
  'mutation ($id: ID!, $password: String!) { resetPassword(userId: $id, newPassword: $password) { id } }';
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { id } }';

/** One user a role, in that organisation; one left by an attempt that was cut off gets a new password. */
export async function makeUsers(administrator: GraphAs, organizationId: string): Promise<DemoSignIn[]> {
  const accounts = await accountsIn(administrator, organizationId);
  const signIns: DemoSignIn[] = [];
  for (const person of Object.values(PEOPLE)) {
    const { username, role } = person;
    const password = newPassword();
    const email = `${username}@riskgraph.invalid`;
    const left = accounts.find((user) => user.username === username);
    if (left) await administrator(RESET, { id: left.id, password });
    else await administrator(REGISTER, { input: { ...person, email, password, organizationId } });
    signIns.push({ username, password, role });
  }
  return signIns;
}

/** Somebody of the same name elsewhere is no leftover, and keeps the password. */
async function accountsIn(administrator: GraphAs, organizationId: string): Promise<Account[]> {
  const { users } = await administrator<{ users: { nodes: Account[] } }>(FIND, { search: 'demo.' });
  return users.nodes.filter(({ organization }) => organization.id === organizationId);
}

/** 16 random characters; the prefix brings every kind of character that the policy asks for. */
const newPassword = () => `Rg1-${randomBytes(12).toString('base64url')}`;
