import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAtColumn,
  idColumn,
  instantColumn,
  referenceColumn,
} from '../../../platform/database/columns.ts';

/**
 * A version of a document that a tenant trusts. Its text never changes and its row never goes; withdrawn, it is not
 * found any more.
 */
export const TrustedDocumentEntity = defineEntity({
  name: 'TrustedDocument',
  tableName: 'trusted_documents',
  properties: {
    id: idColumn(),
    tenantId: referenceColumn('Tenant'),
    name: p.string().length(100),
    version: p.integer(),
    /** Of the body, in hexadecimal. */
    sha256: p.string().length(64),
    body: p.text(),
    description: p.string().length(2000).nullable(),
    lists: p.json<string[]>(),
    registeredBy: referenceColumn('User'),
    registeredAt: createdAtColumn(),
    withdrawnBy: referenceColumn('User').nullable(),
    withdrawnAt: instantColumn().nullable(),
  },
  uniques: [{ properties: ['tenantId', 'name', 'version'] }],
  indexes: [{ properties: ['tenantId', 'sha256'] }],
});
