import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  bigintColumn,
  createdAtColumn,
  idColumn,
  instantColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';

/** One sign-in on one device. It lives on by refresh tokens and ends at `endedAt` or `expiresAt`. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id: idColumn(),
    userId: referenceColumn('User').index(),
    createdAt: createdAtColumn(),
    lastUsedAt: createdAtColumn(),
    expiresAt: instantColumn(),
    endedAt: instantColumn().nullable(),
    ipAddress: p.string().length(45).nullable(),
    userAgent: p.string().length(400).nullable(),
  },
});

/** A refresh token is used once; using it again ends its session. Only its SHA-256 is stored. */
export const RefreshTokenEntity = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  properties: {
    tokenHash: p.string().length(64).primary(),
    sessionId: bigintColumn().index(),
    createdAt: createdAtColumn(),
    usedAt: instantColumn().nullable(),
  },
});

/**
 * Counted to lock an account for a while; dropped at the next right password or by an administrator. Wrong passwords
 * within a session carry its key, and count for that session alone.
 */
export const LoginFailureEntity = defineEntity({
  name: 'LoginFailure',
  tableName: 'login_failures',
  properties: {
    id: idColumn(),
    userId: referenceColumn('User'),
    sessionId: bigintColumn().nullable().index(),
    ipAddress: p.string().length(45).nullable(),
    at: createdAtColumn(),
  },
  indexes: [{ properties: ['userId', 'at'] }],
});
