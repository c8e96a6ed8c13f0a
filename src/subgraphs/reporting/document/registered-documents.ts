import { type RawBuilder, sql } from 'kysely';
import type {
  DocumentAsker,
  TrustedDocument,
  TrustedDocuments,
} from '../../../platform/documents/trusted-document.ts';
import { reportingDb } from '../entities.ts';

/** What people have registered, each for their own tenant; who is not signed in finds nothing. */
export const registeredDocuments: TrustedDocuments = {
  byId: (id, asker) => newestInForce(sql`sha256 = ${id}`, asker),
  byName: (name, asker) => newestInForce(sql`name = ${name}`, asker),
};

async function newestInForce(
  which: RawBuilder<unknown>,
  asker: DocumentAsker,
): Promise<TrustedDocument | null> {
  if (!asker.viewer) return null;
  const { rows } = await sql<TrustedDocument>`
    select sha256 as id, name, version, body, lists from trusted_documents
    where tenant_id = ${asker.viewer.tenantId} and ${which} and withdrawn_at is null
    order by version desc, id desc limit 1`.execute(reportingDb(asker));
  return rows[0] ?? null;
}
