import { loanIdsOf } from '../database/loan-keys.ts';
import type { Portfolio } from '../database/portfolios.ts';
import { signIn } from '../graph-client.ts';
import { usernameOf } from './tenants.ts';
import type { User } from './user.ts';

/** Passwords are dear to check: more at a time would only wait for each other. */
const AT_A_TIME = 4;

/** Signs in everybody who has a book. */
export async function signInAll(url: string, databaseUrl: string, portfolios: Portfolio[]): Promise<User[]> {
  const users: User[] = [];
  const waiting = portfolios.values();
  const signInSome = async () => {
    for (const portfolio of waiting) {
      const { token } = await signIn(url, usernameOf(portfolio));
      const { id: portfolioId, number, size } = portfolio;
      const loanIds = await loanIdsOf(databaseUrl, [portfolio]);
      users.push({ token, book: { portfolioId, number, size }, loanIds });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, signInSome));
  return users;
}
