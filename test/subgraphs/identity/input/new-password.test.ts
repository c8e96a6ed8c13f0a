import { newPassword, newPasswordOf } from '../../../../src/subgraphs/identity/input/new-password.ts';

const names = { username: 'a.keller', email: 'anna.keller@bank.example', fullName: 'Anna Müller-Keller' };

const faultsOf = async (password: string, schema = newPasswordOf(names)) =>
  ((await schema.safeParseAsync(password)).error?.issues ?? []).map(({ message }) => message);

const COMMON = 'Too common: it is among the first that are guessed.';
const OWN = 'Needs 8 characters beside the own names.';

test('every kind of character that is missing is told', async () => {
  expect(await faultsOf('')).toEqual([
    'At least 8 characters.',
    'Needs a lower-case letter.',
    'Needs an upper-case letter.',
    'Needs a digit.',
    'Needs a symbol.',
  ]);
});

test.each([
  ['Ab1-xyz', 'At least 8 characters.'],
  [`Ab1-${'x'.repeat(125)}`, 'At most 128 characters.'],
  ['AB1-WXYZ', 'Needs a lower-case letter.'],
  ['ab1-wxyz', 'Needs an upper-case letter.'],
  ['Abc-wxyz', 'Needs a digit.'],
  ['Ab1cwxyz', 'Needs a symbol.'],
  ['Ab1 wxyz', 'Needs a symbol.'],
  ['Ab1-wxy\ud83d', 'No halves of characters.'],
])('%j: %s', async (password, fault) => expect(await faultsOf(password)).toEqual([fault]));

test.each([
  'Ab1-wxyz',
  `Ab1-${'x'.repeat(124)}`,
  'Correct-horse-1',
  'Äü٣—wxyz',
])('%j is good', async (password) => expect(await faultsOf(password)).toEqual([]));

describe('lengths count characters', () => {
  test('not what they take in memory', async () => {
    expect(await faultsOf(`Ab1-${'😀'.repeat(124)}`)).toEqual([]);
    expect(await faultsOf('Ab1-😀😀😀')).toEqual(['At least 8 characters.']);
  });
  test('once the ways to type one are the same', async () =>
    // Seven letters, one of them typed in two pieces.
    expect(await faultsOf('Ab1-xye\u0301')).toEqual(['At least 8 characters.']));
});

describe('what is guessed first is refused', () => {
  test.each([
    'Password1!',
    'PassWord-2026',
    'Qwerty123!',
    'Summer2024!',
    '2024!Summer',
    '!Welcome1',
    'P@ssw0rd',
    'P@ssw0rd1!',
    'Passw0rd!',
    'Letmein-1',
    'Iloveyou!1',
    '1qaz@WSX',
    '!QAZ2wsx',
    'Abcd1234!',
    'Q1w2e3r4!',
    'Admin123!',
    'Changeme1!',
    '--Trustno1--',
  ])('%s', async (password) => expect(await faultsOf(password, newPassword)).toEqual([COMMON]));

  test('words of four letters are in too many good ones', async () =>
    expect(await faultsOf('Blue-9174!')).toEqual([]));
  test('common words within a longer one are no fault', async () =>
    expect(await faultsOf('Summer-horse-1')).toEqual([]));
});

describe('the own names do not count', () => {
  test.each([
    'A.keller-2026',
    'Anna.Keller@bank.example1',
    'ANNA-keller-1',
    'Müller-1!Keller',
    'Riskgraph-1!',
    'KellerKeller1!',
  ])('%s', async (password) => expect(await faultsOf(password)).toEqual([OWN]));

  test.each([
    'A.keller-12345678!',
    'Anna-Password1!',
    '!Qwerty123-a.keller',
  ])('%s: what is left is guessed first', async (password) =>
    expect(await faultsOf(password)).toEqual(['Too common, apart from the own names.']));
  test('what is long enough without them is good', async () => {
    expect(await faultsOf('Keller-in-the-attic-1')).toEqual([]);
    expect(
      await faultsOf('Zweigert-2026!', newPasswordOf({ username: 'bob', email: 'bob@bank.example' })),
    ).toEqual([]);
  });
  test('a name that begins another hides nothing of it', async () => {
    const kel = { username: 'kel', email: 'k@bank.example', fullName: 'Kelvin' };
    expect(await faultsOf('Kelvin-1234!', newPasswordOf(kel))).toContain(OWN);
  });
  test("names of two letters are in too many words to be somebody's", async () =>
    expect(await faultsOf('Angular-ex1', newPasswordOf({ username: 'an', email: 'ex@x.example' }))).toEqual(
      [],
    ));
});
