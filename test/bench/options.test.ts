import { MEASURES, readOptions } from '../../bench/options.ts';

describe('the options of the benchmark', () => {
  it('measure everything unless told otherwise', () => {
    expect(readOptions([])).toEqual({
      small: false,
      measures: [...MEASURES],
      connections: [10, 50],
      seconds: 2,
      rounds: 3,
      profile: null,
      name: 'full',
    });
  });

  it('choose', () => {
    const args = ['--small', '--only', 'q1,First', '--connections', '5', '--seconds', '1', '--profile', 'Q3'];
    expect(readOptions(args)).toMatchObject({
      small: true,
      measures: ['Q1', 'first'],
      connections: [5],
      seconds: 1,
      profile: 'Q3',
      name: 'small',
    });
  });

  it.each([
    [['--only', 'Q9'], 'Q9: there is Q1'],
    [['--seconds', '0'], '--seconds 0: a whole number above 0'],
    [['--connections', '10,many'], '--connections many'],
    [['--fast'], '--fast'],
  ])('refuse %j', (args, words) => expect(() => readOptions(args)).toThrow(words));
});
