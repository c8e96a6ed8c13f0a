import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { Viewer } from '../../../src/platform/security/viewer.ts';
import { useTestDatabase } from '../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../support/identity-fixtures.ts';
import { callerOf } from './ask.ts';
import { addLoans, addPortfolio, addSnapshot, type Stored } from './books.ts';

const database = useTestDatabase();
let a: TenantFixture;
let b: TenantFixture;
let of: { __typename: string; id: unknown }[];
let portfolio: Stored;

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Portfolio { name loanCount }
  ... on Loan { loanId }
  ... on Borrower { name }
  ... on RatingHistory { creditRating }
} }`;

beforeAll(async () => {
  ({ a, b } = await seedIdentity(database));
  portfolio = await addPortfolio(database, a.viewers.PORTFOLIO_MANAGER);
  const [loan] = await addLoans(database, portfolio, [{}]);
  const snapshot = await addSnapshot(database, loan!, '2026-01-01', 'AAA');
  of = [
    { __typename: 'Portfolio', id: portfolio.id },
    { __typename: 'Loan', id: loan!.id },
    { __typename: 'Borrower', id: toGlobalId('Borrower', `${portfolio.key}:Acme`) },
    { __typename: 'RatingHistory', id: snapshot.id },
  ];
});

const entities = async (viewer: Viewer, representations: object[] = of) =>
  (await callerOf(database, viewer).ask(ENTITIES, { of: representations }))._entities;

test('a router finds every type by id, in the order that it asks for', async () => {
  const found = [
    { name: 'Book', loanCount: 1 },
    { loanId: 'L-001' },
    { name: 'Acme' },
    { creditRating: 'AAA' },
  ];
  expect(await entities(a.viewers.VIEWER)).toEqual(found);
  expect(await entities(b.viewers.SUPER_ADMIN)).toEqual(found);
  expect(await entities(a.viewers.ADMIN, [...of].reverse())).toEqual([...found].reverse());
});

test('what the viewer may not see is null', async () => {
  for (const viewer of [b.viewers.ADMIN, b.viewers.PORTFOLIO_MANAGER, b.viewers.VIEWER])
    expect(await entities(viewer)).toEqual([null, null, null, null]);
  await database.query('update portfolios set owner_id = ? where id = ?', [
    a.viewers.ADMIN.userId,
    portfolio.key,
  ]);
  expect(await entities(a.viewers.PORTFOLIO_MANAGER)).toEqual([null, null, null, null]);
});

test('what is no id of the type is null, whatever it is', async () => {
  const ids = [
    '',
    'x',
    of[1]!.id,
    toGlobalId('Portfolio', '0'),
    toGlobalId('Portfolio', '1 or 1'),
    5,
    null,
    {},
  ];
  const keys = ['9'.repeat(18), '9'.repeat(40), '-1', '01', '1\u0000'].map((key) =>
    toGlobalId('Portfolio', key),
  );
  for (const id of [...ids, ...keys])
    expect(await entities(a.viewers.ADMIN, [{ __typename: 'Portfolio', id }])).toEqual([null]);
  const borrowers = ['1:a\u0000b', ':x', '1', '1:', 'x:y', `${'9'.repeat(30)}:x`];
  for (const key of borrowers) {
    const id = toGlobalId('Borrower', key);
    expect(await entities(a.viewers.ADMIN, [{ __typename: 'Borrower', id }])).toEqual([null]);
  }
});

test('nothing without signing in', async () => {
  const error = callerOf(database, null).ask(ENTITIES, { of });
  await expect(error).rejects.toThrow('UNAUTHENTICATED');
});
