import { get, post } from '../../gateway/documents/ask-server.ts';
import type { Stored } from '../../subgraphs/credit/books.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';
import { headlineOf } from './page-sheet.ts';
import { PAGES } from './pages.ts';
import { addSmallBook } from './small-book.ts';

describe('on a server for trusted documents only', () => {
  const database = useTestDatabase();
  const server = useTestServer(database, undefined, { persistedDocuments: 'only' });
  let token: string;
  let portfolio: Stored;
  beforeAll(async () => {
    const { a } = await seedIdentity(database);
    portfolio = await addSmallBook(database, a.viewers.PORTFOLIO_MANAGER);
    const input = { usernameOrEmail: 'a.analyst', password: PASSWORD };
    const { body } = await post(server.url, { documentId: 'Login', variables: { input } });
    token = body.data.login.accessToken;
  });

  test.each(Object.keys(PAGES))('%s is one request, by name', async (name) => {
    const { title } = await headlineOf(name);
    const variables = JSON.stringify({ portfolioId: portfolio.id, loanId: 'L-001' });
    const { status, body } = await get(server.url, { documentId: nameOf(title), variables }, { token });
    expect([status, body.errors, body.data?.portfolio?.name]).toEqual([200, undefined, 'Book']);
  });
});

/** `Watch list` → `WatchListPage` */
const nameOf = (title: string): string =>
  `${title.replace(/(?:^|[ -])(\w)/g, (_, letter: string) => letter.toUpperCase())}Page`;
