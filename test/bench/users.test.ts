import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { errorCount, figuresOf, missed } from '../../bench/users/figures.ts';
import { readLoadOptions } from '../../bench/users/options.ts';
import { drawPage, PAGES } from '../../bench/users/pages.ts';
import { errorOf } from '../../bench/users/visits.ts';
import { seededRandom } from '../../src/demo/random.ts';

const FOLDER = 'schema/operations/pages';
const BOOK = { portfolioId: 'UG9ydGZvbGlvOjE=', number: 7, size: 1_000 };

interface Body {
  documentId: string;
  variables: Record<string, unknown>;
}

describe('the pages that users open', () => {
  const documents = readdirSync(FOLDER).map((file) => parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  const operations = documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => (definition.kind === 'OperationDefinition' ? definition : [])),
  );

  it('are all that there are, and their weights are shares of 100', () => {
    expect(PAGES.map(({ document }) => document).sort()).toEqual(
      operations.map(({ name }) => name?.value).sort(),
    );
    expect(PAGES.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('are asked for with variables that they have, the same ones for the same seed', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 300 }, (): Body => JSON.parse(drawPage(random, BOOK).asked.body));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (const { documentId, variables } of draw(1)) {
      const operation = operations.find(({ name }) => name?.value === documentId);
      const known = operation?.variableDefinitions?.map(({ variable }) => variable.name.value);
      expect(known).toEqual(expect.arrayContaining(Object.keys(variables)));
    }
  });
});

describe('an answer', () => {
  it.each([
    [200, '{"data":{"portfolio":{"name":"Book"}}}', null],
    [200, '{"data":{"portfolio":null}}', 'NO_DATA'],
    [200, '{"data":null,"errors":[{"extensions":{"code":"RATE_LIMITED"}}]}', 'RATE_LIMITED'],
    [503, '{"errors":[{"extensions":{"code":"SERVICE_UNAVAILABLE"}}]}', 'SERVICE_UNAVAILABLE'],
    [502, '<html>', 'HTTP_502'],
    [200, '', 'NO_DATA'],
  ])('%i %s is heard as %s', (status, text, error) => expect(errorOf(status, text)).toBe(error));
});

describe('what must hold', () => {
  const heard = Array.from({ length: 100 }, (_, index) => ({
    ...{ name: 'WatchListPage', ms: index + 1 },
    error: index < 2 ? 'RATE_LIMITED' : null,
  }));
  const figures = figuresOf('all', heard, 10);

  it('is judged by all answers', () => {
    expect(figures).toMatchObject({ requests: 100, requestsPerSecond: 10, p50Ms: 50, p95Ms: 95, maxMs: 100 });
    expect(errorCount(figures)).toBe(2);
    expect(missed(figures, { maxP95Ms: 95, maxErrors: 0.02 })).toEqual([]);
    expect(missed(figures, { maxP95Ms: 94, maxErrors: 0.01 })).toEqual([
      'p95 is 95 ms, of at most 94 ms',
      '2.00 % errors, of at most 1 %',
    ]);
  });

  it('does not hold where nothing was heard', () => {
    expect(missed(figuresOf('all', [], 10), { maxP95Ms: 95, maxErrors: 0.02 })).toHaveLength(2);
  });
});

describe('the options', () => {
  it('are two hundred users for a minute unless told otherwise', () => {
    expect(readLoadOptions([])).toEqual({
      ...{ users: 200, seconds: 60, rampSeconds: 10, maxP95Ms: 500, maxErrors: 0.01, name: 'load' },
    });
  });

  it('are refused with all that is wrong', () => {
    const args = ['--users', '0', '--seconds', 'long', '--ramp', '601', '--max-p95', '', '--max-errors', '2'];
    for (const name of ['users 0', 'seconds long', 'ramp 601', 'max-p95 ', 'max-errors 2'])
      expect(() => readLoadOptions(args)).toThrow(`--${name}: `);
    expect(() => readLoadOptions(['--seconds', '5', '--ramp', '6'])).toThrow('--ramp: no longer');
  });
});
