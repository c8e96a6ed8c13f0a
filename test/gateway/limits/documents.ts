import { Lexer, Source, TokenKind } from 'graphql';

/** `make(0) … make(count - 1)`, one after another. */
export const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** Fields within one another, so many levels deep. */
export function nestedFields(levels: number): string {
  const path = ['portfolios(first: 1)', 'nodes'];
  while (path.length < levels - 1)
    path.push(...['loans(first: 1)', 'nodes', 'portfolio'].slice(0, levels - 1 - path.length));
  return `{ ${path.map((field) => `${field} {`).join(' ')} __typename ${'}'.repeat(path.length)} }`;
}

/** Introspection as deep, through wrapped types. */
export const nestedTypes = (levels: number): string =>
  `{ __schema { queryType { ${'ofType { '.repeat(levels - 3)} name ${'}'.repeat(levels - 1)} }`;

/** Fragments on User, each of which spreads the next one twice; the last holds `field`. */
export const bomb = (levels: number, field: string): string =>
  times(levels, (at) => {
    const next = `...F${at + 1}`;
    return `fragment F${at} on User { ${at < levels - 1 ? `${next} ${next}` : field} }`;
  });

/** A filter with others within it, so many objects deep. */
export const nestedFilter = (depth: number): object => (depth === 1 ? {} : { not: nestedFilter(depth - 1) });

/** A value as a document spells it. */
export const literal = (value: unknown): string => JSON.stringify(value).replace(/"(\w+)":/g, '$1: ');

export function tokensOf(document: string): number {
  const lexer = new Lexer(new Source(document));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}
