import { sql } from 'kysely';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { z } from 'zod';
import { checkArguments } from '../../../platform/check-arguments.ts';
import { documentIdOf } from '../../../platform/documents/trusted-document.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { type MutationContext, viewerOf } from '../../../platform/graphql/context.ts';
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
    const { tenantId } = viewerOf(context);
    await lockDocuments(tenantId, context);
    const key = await keep(given, context);
    return documentByKey(key, context);
  }
}

/** To the end of the transaction: versions are counted one after the other. */
const lockDocuments = (tenantId: string, context: MutationContext) =>
  sql`select pg_advisory_xact_lock(hashtextextended('trusted_documents', ${tenantId}::bigint))`.execute(
    reportingDb(context),
  );

/** The key of the version that has the text. */
async function keep({ name, body, description, lists }: SoundDocument, context: MutationContext) {
  const { tenantId, userId } = viewerOf(context);
  const versions = await context.em.find(
    TrustedDocumentEntity,
    { tenantId, name },
    { orderBy: { version: 'asc' }, exclude: ['body'] },
  );
  requireMayChange(versions[0], context);
  const sha256 = documentIdOf(body);
  const same = versions.find((version) => version.sha256 === sha256 && version.withdrawnAt === null);
  if (same) {
    context.em.assign(same, {
      ...(description !== undefined && { description }),
      ...(lists && { lists }),
    });
    await context.em.flush();
    return same.id;
  }
  await requireRoomForOne(tenantId, context);
  const document = context.em.create(TrustedDocumentEntity, {
    tenantId,
    name,
    version: (versions.at(-1)?.version ?? 0) + 1,
    sha256,
    body,
    description: description ?? null,
    lists: lists ?? [],
    registeredBy: userId,
    registeredAt: context.clock.now().toISOString(),
  });
  await context.em.persist(document).flush();
  return document.id;
}

async function requireRoomForOne(tenantId: string, context: MutationContext): Promise<void> {
  const { rows } = await sql<{ isFull: boolean }>`
    select count(*) >= ${MAX_EVER} or count(*) filter (where withdrawn_at is null) >= ${MAX_IN_FORCE} as "isFull"
    from trusted_documents where tenant_id = ${tenantId}`.execute(reportingDb(context));
  if (!rows[0]?.isFull) return;
  const message = `At most ${MAX_IN_FORCE} documents in force, and ${MAX_EVER} ever.`;
  throw badUserInput([{ path: ['input'], message }]);
}
