import { defineSubgraph } from '../../platform/subgraph.ts';
import { DocumentResolver } from './document/document.resolver.ts';
import { RegisterDocumentMutation } from './document/register-document.mutation.ts';
import { registeredDocuments } from './document/registered-documents.ts';
import { TrustedDocumentConnectionResolver } from './document/trusted-document.type.ts';
import { WithdrawDocumentMutation } from './document/withdraw-document.mutation.ts';
import { reportingEntities } from './entities.ts';
import { rules } from './rules.ts';

/** The documents that a tenant trusts. */
export const reporting = defineSubgraph({
  name: 'reporting',
  resolvers: [
    DocumentResolver,
    RegisterDocumentMutation,
    WithdrawDocumentMutation,
    TrustedDocumentConnectionResolver,
  ],
  rules,
  references: {},
  entities: reportingEntities,
  documents: registeredDocuments,
});
