import { contextFor } from '../../../support/context.ts';
import { useTestDatabase } from '../../../support/database.ts';
import { seedIdentity, type TenantFixture } from '../../../support/identity-fixtures.ts';
import { ask, entriesOf, refusalWithoutTrace } from '../ask.ts';

const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { fullName email } }`;
const database = useTestDatabase();
let a: TenantFixture;
beforeAll(async () => {
  ({ a } = await seedIdentity(database));
});
const viewer = () => contextFor(database, a.viewers.VIEWER);

test('everyone changes the own name and e-mail, on record', async () => {
  const input = { fullName: 'Vi', email: 'A.Viewer@example.test' };
  const entries = await entriesOf(database, async () =>
    expect((await ask(viewer(), UPDATE, { input })).updateProfile).toEqual(input),
  );
  expect(entries).toMatchObject([
    {
      action: 'UPDATE',
      entityId: a.ids.users.VIEWER,
      userId: a.viewers.VIEWER.userId,
      changes: {
        fullName: { from: 'VIEWER of a', to: 'Vi' },
        email: { from: 'a.viewer@example.test', to: 'A.Viewer@example.test' },
      },
    },
  ]);
});

test('what is left out stays; null removes the name, not the e-mail', async () => {
  await ask(viewer(), UPDATE, { input: { fullName: 'Vi' } });
  const { updateProfile } = await ask(viewer(), UPDATE, { input: { fullName: null, email: null } });
  expect(updateProfile).toEqual({ fullName: null, email: 'A.Viewer@example.test' });
});

test("someone else's e-mail is taken in any case", async () => {
  const input = { fullName: 'a\u0000b', email: 'B.VIEWER@example.test' };
  expect(await refusalWithoutTrace(database, viewer(), UPDATE, { input })).toMatchObject({
    code: 'BAD_USER_INPUT',
    paths: ['input.fullName', 'input.email'],
  });
});

test('an API key changes nobody', async () => {
  const key = contextFor(database, { ...a.viewers.VIEWER, sessionId: null });
  expect(await refusalWithoutTrace(database, key, UPDATE, { input: { fullName: 'x' } })).toMatchObject({
    code: 'FORBIDDEN',
  });
});
