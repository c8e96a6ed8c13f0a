import { getIntrospectionQuery } from 'graphql';
import { useAsked } from './asked.ts';
import { bomb, nestedFields, nestedTypes, times, tokensOf } from './documents.ts';

const aliases = (count: number) => `{ me { ${times(count, (at) => `a${at}: __typename`)} } }`;
const rootFields = (count: number) => `{ ${times(count, () => '__typename')} }`;
const directives = (count: number) => `{ me { ${times(count, () => '__typename @include(if: true)')} } }`;

describe('a document', () => {
  const asked = useAsked();

  it.each([
    ['levels of fields', 12, nestedFields],
    ['levels of introspection', 20, nestedTypes],
    ['aliases', 30, aliases],
    ['root fields', 20, rootFields],
    ['directives', 50, directives],
  ])('may have so many %s: %i', async (what, most, documentWith) => {
    await asked.executed(documentWith(most));
    expect(await asked.refused(documentWith(most + 1))).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: `The document has ${most + 1} ${what}; at most ${most} are allowed.`,
    });
  });

  it('counts an alias and a root field as often as their fragment is spread', async () => {
    const spread = (count: number, on: string, field: (at: number) => string) =>
      `${times(3, () => '...F')} } fragment F on ${on} { ${times(count, field)} }`;
    const aliased = (more: string) => `{ me { ${more} ${spread(10, 'User', (at) => `a${at}: id`)}`;
    await asked.executed(`${aliased('').replace(' } fragment', ' } } fragment')}`);
    const { message } = await asked.refused(aliased('b: id').replace(' } fragment', ' } } fragment'));
    expect(message).toContain('31 aliases');
    const rooted = (more: string) => `{ ${more} ${spread(6, 'Query', () => '__typename')}`;
    await asked.executed(rooted('me { id } me { id }'));
    expect((await asked.refused(rooted('me { id } me { id } me { id }'))).message).toContain(
      '21 root fields',
    );
  });

  it('names all that is too much at once', async () => {
    const document = `{ ${times(21, (at) => `a${at}: __typename`)} ${times(11, (at) => `b${at}: __typename`)} }`;
    expect((await asked.refused(document)).message).toBe(
      'The document has 32 aliases; at most 30 are allowed. The document has 32 root fields; at most 20 are allowed.',
    );
  });

  it('multiplies a bomb of fragments instead of blowing it up', async () => {
    const message = async (levels: number) =>
      (await asked.refused(`{ me { ...F0 } } ${bomb(levels, 'a: id')}`)).message;
    expect(await message(20)).toBe('The document has 524,288 aliases; at most 30 are allowed.');
    expect(await message(100)).toBe('The document has 6.3e+29 aliases; at most 30 are allowed.');
  });

  it('refuses a mutation that is too much before it changes anything', async () => {
    const make = (at: number) => `m${at}: createPortfolio(input: { name: "P${at}" }) { id }`;
    expect((await asked.refused(`mutation { ${times(21, make)} }`)).message).toContain('21 root fields');
    expect(await asked.database.query('select 1 from portfolios')).toEqual([]);
  });

  it('may be the query with which tools read the schema', async () => {
    const { data } = await asked.executed(getIntrospectionQuery());
    expect(data.__schema.types.length).toBeGreaterThan(100);
  });

  it('may have 2,000 tokens', async () => {
    const sectors = (count: number) => times(count, () => '"Retail"');
    const analytics = (at: number, count: number) =>
      `a${at}: analytics(filter: { sector: [${sectors(count)}] }) { asOf }`;
    const document = (last: number) => `{ ${times(3, (at) => analytics(at, 490))} ${analytics(3, last)} }`;
    const rest = 2_000 - tokensOf(document(0));
    expect(tokensOf(document(rest))).toBe(2_000);
    await asked.executed(document(rest));
    expect(await asked.refused(document(rest + 1))).toMatchObject({
      code: 'GRAPHQL_PARSE_FAILED',
      message: 'Syntax Error: Document contains more that 2000 tokens. Parsing aborted.',
    });
  });

  it('stands alone: there is no batch', async () => {
    const response = await fetch(`${asked.server.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify([{ query: '{ me { id } }' }]),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${asked.token}` },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Operation batching disabled.',
          extensions: {
            code: 'BAD_USER_INPUT',
            issues: [{ path: [], message: 'Operation batching disabled.' }],
          },
        },
      ],
    });
  });

  it('may come in a body of 256 kB', async () => {
    const post = async (bytes: number) => {
      const body = (filling: string) => JSON.stringify({ query: `{ me { id } } #${filling}` });
      const response = await fetch(`${asked.server.url}/graphql`, {
        method: 'POST',
        body: body('x'.repeat(bytes - body('').length)),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${asked.token}` },
      });
      return { status: response.status, body: await response.json() };
    };
    expect(await post(256 * 1024)).toMatchObject({ status: 200 });
    expect(await post(256 * 1024 + 1)).toEqual({
      status: 413,
      body: { errors: [{ message: 'The body has more than 256 kB.', extensions: expect.anything() }] },
    });
  });
});
