import type { InferKyselyDB } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { AuditEntryEntity } from '../../platform/audit/audit-entry.entity.ts';
import { AuditQueueEntity, AuditSealEntity } from '../../platform/audit/audit-seal.entity.ts';
import { LastWriteEntity } from '../../platform/database/replicas/last-write.entity.ts';
import type { GraphContext } from '../../platform/graphql/context.ts';
import { ApiKeyEntity } from './api-key/api-key.entity.ts';
import { OrganizationEntity } from './organization/organization.entity.ts';
import { LoginFailureEntity, RefreshTokenEntity, SessionEntity } from './session/session.entity.ts';
import { TenantEntity } from './tenant/tenant.entity.ts';
import { UserEntity } from './user/user.entity.ts';

/** The tables that identity owns; the audit log and who wrote last are written by every domain and read here. */
export const identityEntities = [
  TenantEntity,
  OrganizationEntity,
  UserEntity,
  SessionEntity,
  RefreshTokenEntity,
  LoginFailureEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  AuditSealEntity,
  AuditQueueEntity,
  LastWriteEntity,
];

/** Rows as the database gives them: keys, decimals, days and instants are text. */
export type IdentityTables = InferKyselyDB<(typeof identityEntities)[number]>;

/** Reads and writes of rows; inside a mutation, in its transaction. */
export const identityDb = (context: Pick<GraphContext, 'em'>): Kysely<IdentityTables> =>
  context.em.getKysely<IdentityTables>();
