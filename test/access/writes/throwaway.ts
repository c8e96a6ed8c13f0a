import { randomUUID } from 'node:crypto';
import { toGlobalId } from '../../../src/platform/graphql/global-id.ts';
import type { RoleName, Viewer } from '../../../src/platform/security/viewer.ts';
import { sha256 } from '../../../src/subgraphs/identity/login/secret.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { TenantFixture } from '../../support/identity-fixtures.ts';
import { addCorner, type Corner } from '../lenders/corner.ts';
import { addApiKey, addPerson } from '../lenders/people.ts';
import type { TwoLenders } from '../lenders/two-lenders.ts';

export const THROWAWAY_CORNERS = ['mine', 'colleague', 'superAdmin', 'otherDesk', 'otherTenant'] as const;
export type ThrowawayCorner = (typeof THROWAWAY_CORNERS)[number];

/** Somebody who asks, and corners in which something may be changed without a case to come being the worse for it. */
export interface Throwaway {
  viewer: Viewer;
  corners: Record<string, Corner>;
}

/** Somebody of tenant a, with corners of theirs and of others. */
export async function addThrowaway(
  database: TestDatabase,
  { a, b }: TwoLenders,
  role: RoleName,
  names: readonly ThrowawayCorner[],
): Promise<Throwaway> {
  const person = (lender: TenantFixture, organizationId: string, of: RoleName, tag: string) =>
    addPerson(database, lender, organizationId, of, `people-${tag}.${randomUUID()}`);
  const viewer = await person(a, a.organizationId, role, 'a');
  const owners: Record<ThrowawayCorner, () => Viewer | Promise<Viewer>> = {
    mine: () => viewer,
    colleague: () => person(a, a.organizationId, 'PORTFOLIO_MANAGER', 'a'),
    superAdmin: () => person(a, a.organizationId, 'SUPER_ADMIN', 'a'),
    otherDesk: () => person(a, a.otherOrganizationId, 'PORTFOLIO_MANAGER', 'a'),
    otherTenant: () => person(b, b.organizationId, 'PORTFOLIO_MANAGER', 'b'),
  };
  const corners: Throwaway['corners'] = {};
  for (const name of names) corners[name] = await addCornerWithAccess(database, name, await owners[name]());
  return { viewer, corners };
}

/** A corner with what lets its owner in: a session, a token that renews it, an API key. */
async function addCornerWithAccess(database: TestDatabase, name: string, owner: Viewer): Promise<Corner> {
  const corner = await addCorner(database, name, owner);
  const refreshToken = randomUUID();
  await database.query('insert into refresh_tokens (token_hash, session_id) values (?, ?)', [
    sha256(refreshToken),
    owner.sessionId,
  ]);
  const ApiKey = await addApiKey(database, owner, `Key of-${name}`);
  const Session = toGlobalId('Session', owner.sessionId as string);
  return { ...corner, ids: { ...corner.ids, ApiKey, Session, refreshToken, username: owner.username } };
}
