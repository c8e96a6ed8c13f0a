import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { notesWrites, noteWrite } from '../database/replicas/own-writes.ts';
import type { GraphContext, MutationContext } from '../graphql/context.ts';
import { LoaderCache } from '../graphql/loader.ts';
import { AuditTrail } from './audit-trail.ts';

const OWN_TRANSACTION = 'opensOwnTransaction';

/**
 * For a mutation that calls {@link inTransaction} itself: slow work (hashing a password) then holds no connection,
 * and what must stay although the mutation throws (a failed sign-in) is committed on its own.
 */
export const opensOwnTransaction = () => Extensions({ [OWN_TRANSACTION]: true });

/**
 * Runs every mutation in one transaction, together with the audit entries for what it changed: both are
 * committed, or neither. What the caller selects is then read after the commit, by fresh loaders.
 */
export function applyAudit(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.extensions[OWN_TRANSACTION]) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (parent, args, context: GraphContext, info) =>
      inTransaction(context, (mutation) => resolve(parent, args, mutation, info));
  }
}

/** Runs `work` with a context whose reads, writes and audit entries share one transaction. */
export async function inTransaction<Result>(
  context: GraphContext,
  work: (context: MutationContext) => Promise<Result> | Result,
): Promise<Result> {
  try {
    const em = context.em.fork({ cloneEventManager: true });
    // By the connection itself: what else the manager would do around it is for entities that outlive a transaction.
    return await em.getConnection().transactional(async (transaction) => {
      em.setTransactionContext(transaction);
      const audit = new AuditTrail(em, context);
      const result = await work({ ...context, em, audit, loaders: new LoaderCache() });
      await em.flush();
      await audit.write();
      if (notesWrites(em)) await noteWrite(em, audit.writers);
      return result;
    });
  } finally {
    context.loaders.clear();
  }
}
