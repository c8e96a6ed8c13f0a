import { firstDifference } from '../../bench/measures/first-difference.ts';
import { toGraph } from '../../bench/variants/postgraphile/to-graph.ts';

describe('the first difference of two answers', () => {
  it('is none where they are the same, whatever the order of fields', () => {
    expect(firstDifference({ a: [{ b: '1.00' }], c: null }, { c: null, a: [{ b: '1.00' }] })).toBeNull();
  });

  it.each([
    ['a digit', { a: ['1.00', '2.00'] }, { a: ['1.00', '2.01'] }, 'data.a.1: "2.01" instead of "2.00"'],
    ['a number that is text', { a: 1 }, { a: '1' }, 'data.a: "1" instead of 1'],
    ['a field too many', { a: 1 }, { a: 1, b: 2 }, 'data.b: 2 instead of nothing'],
    ['a field too few', { a: 1, b: 2 }, { a: 1 }, 'data.b: nothing instead of 2'],
    ['a row too few', { a: [1, 2] }, { a: [1] }, 'data.a.1: nothing instead of 2'],
    ['null for nothing', { a: null }, { a: {} }, 'data.a: {} instead of null'],
    ['a list for an object', { a: {} }, { a: [] }, 'data.a: [] instead of {}'],
  ])('names %s with its path', (_, expected, found, difference) => {
    expect(firstDifference(expected, found)).toBe(difference);
  });
});

describe("PostGraphile's answer", () => {
  it('is read with the public ids and the grades of the graph', () => {
    const nodes = [
      { rowId: '7', creditRating: 'BBB_PLUS', amount: '1.00' },
      { rowId: '8', creditRating: 'A_MINUS', amount: '2.00' },
      { rowId: '9', creditRating: null, amount: '3.00' },
    ];
    expect(toGraph({ portfolio: { loans: { nodes } } })).toEqual({
      portfolio: {
        loans: {
          nodes: [
            { id: 'TG9hbjo3', creditRating: 'BBB+', amount: '1.00' },
            { id: 'TG9hbjo4', creditRating: 'A-', amount: '2.00' },
            { id: 'TG9hbjo5', creditRating: null, amount: '3.00' },
          ],
        },
      },
    });
  });
});
