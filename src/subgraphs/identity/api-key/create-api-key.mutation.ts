import { sql } from 'kysely';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import { ROLES, type Viewer } from '../../../platform/security/viewer.ts';
import { identityDb } from '../entities.ts';
import { label } from '../input/fields.ts';
import { sha256 } from '../login/secret.ts';
import { requireMayGive } from '../user/role-grants.ts';
import { apiKeyByKey } from './api-key.rows.ts';
import { type ApiKey, CreateApiKeyInput, CreatedApiKey } from './api-key.type.ts';
import { newApiKeySecret } from './secret.ts';

@Resolver()
export class CreateApiKeyMutation {
  @Mutation(() => CreatedApiKey, {
    description:
      'Makes an API key for the viewer. FORBIDDEN: a role that the viewer may not give, or an API key asks. BAD_USER_INPUT: it would be expired already, or 50 are in force.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The new key.' }) input: CreateApiKeyInput,
    @Ctx() context: MutationContext,
  ): Promise<CreatedApiKey> {
    const viewer = viewerOf(context);
    const checked = (await checkArguments(schemaFor(context), { input })).input;
    requireMayGive(viewer, checked.role);
    await requireRoomForOne(context, viewer);
    const { prefix, secret } = newApiKeySecret();
    const apiKey = await insert(context, viewer, { ...checked, prefix, secret });
    context.audit.record({
      action: 'GRANT',
      entityType: 'ApiKey',
      entityId: apiKey.id,
      changes: Object.fromEntries(Object.entries(checked).map(([name, to]) => [name, { from: null, to }])),
    });
    return { apiKey, secret };
  }
}

/** Keys of one user that are in force. */
const MAX_KEYS = 50;

/** The user stays locked to the end of the transaction: keys made at once are counted one after the other. */
async function requireRoomForOne(context: MutationContext, { userId }: Viewer): Promise<void> {
  const now = context.clock.now().toISOString();
  await sql`select from users where id = ${userId} for no key update`.execute(identityDb(context));
  const { rows } = await sql<{ isFull: boolean }>`
    select count(*) >= ${MAX_KEYS} as "isFull" from api_keys
    where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(
    identityDb(context),
  );
  if (!rows[0]?.isFull) return;
  throw badUserInput([{ path: ['input'], message: `At most ${MAX_KEYS} keys in force. Revoke one first.` }]);
}

const schemaFor = ({ clock }: MutationContext) =>
  z.object({
    input: z.object({
      name: label(100),
      role: z.enum(ROLES),
      expiresAt: z
        .string()
        .refine((instant) => new Date(instant) > clock.now(), 'This is not in the future.')
        .nullish()
        .transform((instant) => instant ?? null),
      persistedOnly: z
        .boolean()
        .nullish()
        .transform((only) => only ?? false),
    }),
  });

type NewKey = z.output<ReturnType<typeof schemaFor>>['input'] & { prefix: string; secret: string };

async function insert(context: MutationContext, viewer: Viewer, key: NewKey): Promise<ApiKey> {
  const { rows } = await sql<{ key: string }>`
    insert into api_keys
      (tenant_id, user_id, name, prefix, secret_hash, role, persisted_only, created_at, expires_at)
    values (${viewer.tenantId}, ${viewer.userId}, ${key.name}, ${key.prefix}, ${sha256(key.secret)},
      ${key.role}, ${key.persistedOnly}, ${context.clock.now().toISOString()}, ${key.expiresAt})
    returning id::text as key`.execute(identityDb(context));
  return (await apiKeyByKey(context, (rows[0] as { key: string }).key)) as ApiKey;
}
