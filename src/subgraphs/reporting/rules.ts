import { forbidden } from '../../platform/errors.ts';
import { refusalOf } from '../../platform/graphql/context.ts';
import { allowIf, type RuleMap, signedIn } from '../../platform/security/rules.ts';

/** People give trust: a key that may run trusted documents only must not be able to make any other document one. */
const registrars = allowIf((context) => {
  const { viewer } = context;
  if (!viewer) return refusalOf(context);
  if (viewer.role === 'VIEWER') return forbidden('A viewer may run documents, not register them.');
  return viewer.sessionId ? true : forbidden('This needs a session. An API key has none.');
});

export const rules: RuleMap = {
  Query: { document: signedIn, documents: signedIn },
  Mutation: { registerDocument: registrars, withdrawDocument: registrars },
};
