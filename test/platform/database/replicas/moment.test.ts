import { includes, type Moment } from '../../../../src/platform/database/replicas/moment.ts';

const moment = (snapshot: string): Moment => ({ takenAt: 0, position: 0n, history: '', snapshot });

describe('a moment of the primary', () => {
  it.each([
    ['99', true],
    ['100', false],
    ['101', true],
    ['102', false],
    ['103', true],
    ['104', false],
    ['105', false],
  ])('tells that transaction %s is part of it: %s', (xact, isIncluded) => {
    expect(includes(moment('100:104:100,102'), xact)).toBe(isIncluded);
  });

  it('tells it of transactions beyond what a float can count', () => {
    expect(includes(moment('9007199254740993:9007199254740993:'), '9007199254740992')).toBe(true);
    expect(includes(moment('9007199254740993:9007199254740993:'), '9007199254740993')).toBe(false);
  });
});
