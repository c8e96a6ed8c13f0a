import { sql } from 'kysely';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { documentIdOf } from '../../../platform/documents/trusted-document.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
import type { Viewer } from '../../../platform/security/viewer.ts';
import { reportingDb } from '../entities.ts';
import { requireMayChange } from './document-owner.ts';
import { RegisterDocumentInput, type SoundDocument, soundDocument } from './register-document.input.ts';
import { TrustedDocumentEntity } from './trusted-document.entity.ts';
import { documentByKey } from './trusted-document.rows.ts';
import { TrustedDocument } from './trusted-document.type.ts';

/** Of one tenant; withdrawn ones stay, and would fill the table. */
const MAX_IN_FORCE = 1_000;
const MAX_EVER = 10_000;

@Resolver()
export class RegisterDocumentMutation {
  @Mutation(() => TrustedDocument, {
    description:
      "Lets the tenant trust a query. A new text is a new version of its name; a text that is in force under the name stays the version that it is, and takes description and lists over. Needs a session, and any role but VIEWER. FORBIDDEN: the name is somebody else's, and the viewer no administrator. BAD_USER_INPUT: what is wrong with it, or the tenant has 1,000 in force.",
  })
  async registerDocument(
    @Arg('input', () => RegisterDocumentInput, { description: 'What to trust.' })
    input: RegisterDocumentInput,
    @Ctx() context: MutationContext,
  ): Promise<TrustedDocument | null> {
    const schema = z.object({ input: soundDocument(context.checkDocument) });
    const given = (await checkArguments(schema, { input })).input;
    await lockDocuments(viewerOf(context), context);
    await requireMayChange(given.name, context);
    const { id } = (await keepSame(given, context)) ?? (await addVersion(given, context));
    return documentByKey(id, context);
  }
}

/** To the end of the transaction: versions are counted one after the other. */
const lockDocuments = ({ tenantId }: Viewer, context: MutationContext) =>
  sql`select pg_advisory_xact_lock(hashtextextended('trusted_documents', ${tenantId}::bigint))`.execute(
    reportingDb(context),
  );

/** The version in force that has the text, with its description and lists as given; null where there is none. */
async function keepSame(
  { name, body, description, lists }: SoundDocument,
  context: MutationContext,
): Promise<{ id: string } | null> {
  const { tenantId } = viewerOf(context);
  const sha256 = documentIdOf(body);
  const same = await context.em.findOne(TrustedDocumentEntity, { tenantId, name, sha256, withdrawnAt: null });
  if (!same) return null;
  if (description !== undefined) same.description = description;
  if (lists) same.lists = lists;
  await context.em.flush();
  return same;
}

async function addVersion(
  { name, body, description, lists }: SoundDocument,
  context: MutationContext,
): Promise<{ id: string }> {
  const { tenantId, userId } = viewerOf(context);
  await requireRoomForOne(tenantId, context);
  const [last] = await context.em.find(
    TrustedDocumentEntity,
    { tenantId, name },
    { orderBy: { version: 'desc' }, limit: 1 },
  );
  const document = context.em.create(TrustedDocumentEntity, {
    tenantId,
    name,
    version: (last?.version ?? 0) + 1,
    sha256: documentIdOf(body),
    body,
    description: description ?? null,
    lists: lists ?? [],
    registeredBy: userId,
    registeredAt: context.clock.now().toISOString(),
  });
  await context.em.persist(document).flush();
  return document;
}

async function requireRoomForOne(tenantId: string, context: MutationContext): Promise<void> {
  const { rows } = await sql<{ isFull: boolean }>`
    select count(*) >= ${MAX_EVER} or count(*) filter (where withdrawn_at is null) >= ${MAX_IN_FORCE} as "isFull"
    from trusted_documents where tenant_id = ${tenantId}`.execute(reportingDb(context));
  if (!rows[0]?.isFull) return;
  const message = `At most ${MAX_IN_FORCE} documents in force, and ${MAX_EVER} ever.`;
  throw badUserInput([{ path: ['input'], message }]);
}
