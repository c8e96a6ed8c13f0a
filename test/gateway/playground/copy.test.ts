import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { curlOf, curlOfReport } from '../../../src/gateway/playground/app/copy/curl.ts';
import { fetchCodeOf } from '../../../src/gateway/playground/app/copy/fetch-code.ts';
import { reportUrl } from '../../../src/gateway/playground/app/copy/report-url.ts';
import { useTestDatabase } from '../../support/database.ts';
import { useTestServer } from '../../support/http.ts';
import { PASSWORD, seedIdentity } from '../../support/identity-fixtures.ts';

const database = useTestDatabase();
const server = useTestServer(database);
let token: string;

beforeAll(async () => {
  await seedIdentity(database);
  token = await server.signIn('a.analyst', PASSWORD);
});

/** All that means something to a shell, to JSON or to a template. */
const AWKWARD = `it's "$HOME" \`id\` \${x} \\n ! é %20 ; & | > <`;
const request = {
  query: `# ${AWKWARD}\nquery Echo($name: String!) {\n  documents(name: $name) { totalCount }\n  me { username }\n}\nquery Other { me { id } }`,
  variables: { name: AWKWARD },
  operationName: 'Echo',
};
const answer = { data: { documents: { totalCount: 0 }, me: { username: 'a.analyst' } } };

/** What a program says. Without blocking: the server is in this process. */
async function run(program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, RISKGRAPH_TOKEN: token };
  return (await promisify(execFile)(program, args, { env, timeout: 20_000 })).stdout;
}

describe('a copied request', () => {
  test.each(['sh', 'bash'])('runs in %s as curl', async (shell) => {
    const copied = curlOf(`${server.url}/graphql`, request);
    expect(JSON.parse(await run(shell, '-c', `${copied} --silent`))).toMatchObject(answer);
  });

  test('runs in Node.js as fetch', async () => {
    const copied = fetchCodeOf(`${server.url}/graphql`, request);
    const script = `${copied}console.log(JSON.stringify({ data, errors }))`;
    expect(JSON.parse(await run(process.execPath, '--input-type=module', '-e', script))).toEqual(answer);
  });

  test('leaves out what says nothing', () => {
    const bare = { query: '{ me { id } }', variables: {}, operationName: null };
    expect(curlOf('http://a/graphql', bare)).toContain(`--data-raw '{"query":"{ me { id } }"}'`);
    expect(fetchCodeOf('http://a/graphql', bare)).not.toContain('variables');
  });

  test('of a report takes its address as it is', () => {
    const url = reportUrl('http://a', 'loans', 'csv', { search: "it's" });
    expect(curlOfReport(url)).toContain(`curl 'http://a/reports/loans.csv?search=it%27s'`);
  });
});

describe('the address of a report', () => {
  const query = (variables: Record<string, unknown>, list: string | null = null) =>
    reportUrl('http://a', 'loans', 'json', variables, list).replace('http://a/reports/loans.json', '');

  test.each<[string, Record<string, unknown>, string]>([
    ['nothing where there are no variables', {}, ''],
    ['values as they are', { first: 5, all: true, id: 'UG9y=' }, '?first=5&all=true&id=UG9y%3D'],
    [
      'a list as often as it has items',
      { sector: ['Retail', 'Oil & gas'] },
      '?sector=Retail&sector=Oil+%26+gas',
    ],
    ['objects as JSON', { filter: { sector: ['A'] } }, '?filter=%7B%22sector%22%3A%5B%22A%22%5D%7D'],
    [
      'objects of a list one by one',
      { by: [{ a: 1 }, { a: 2 }] },
      '?by=%7B%22a%22%3A1%7D&by=%7B%22a%22%3A2%7D',
    ],
    ['nothing of what is not given', { a: null, b: undefined }, ''],
    ['variables of a reserved name apart', { list: 'x', n: 1 }, '?variables=%7B%22list%22%3A%22x%22%7D&n=1'],
  ])('says %s', (_what, variables, expected) => {
    expect(query(variables)).toBe(expected);
  });

  test('names the table where it is asked for one', () => {
    expect(query({ n: 1 }, 'portfolio.loans.nodes')).toBe('?list=portfolio.loans.nodes&n=1');
  });
});
