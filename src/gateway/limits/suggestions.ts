import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Issue } from '../../platform/errors.ts';
import { authenticate, type House, type RequestContext } from '../context.ts';

/**
 * "Did you mean …?" reads the schema out name by name; in production it is for those who have signed in. A document
 * that is not valid was answered before anybody asked who its sender is, so that is done here.
 */
export const hideSuggestions = (house: House): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body }, contextValue }) {
        if (body.kind !== 'single' || !body.singleResult.errors?.some(suggestsNames)) return;
        if (await isSignedIn(house, contextValue)) return;
        body.singleResult.errors = body.singleResult.errors.map(withoutSuggestion);
      },
    };
  },
});

async function isSignedIn(house: House, context: RequestContext): Promise<boolean> {
  // Whom nobody can be asked about is not signed in.
  await authenticate(house, context).catch(() => {});
  // A key for trusted documents reads no schema.
  return context.viewer !== null && !context.viewer.persistedOnly;
}

const SUGGESTION = ' Did you mean ';

const suggestsNames = ({ message }: GraphQLFormattedError) => message.includes(SUGGESTION);

function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  const { issues } = (error.extensions ?? {}) as { issues?: Issue[] };
  const cut = issues?.map((issue) => ({ ...issue, message: beforeSuggestion(issue.message) }));
  const extensions = cut ? { ...error.extensions, issues: cut } : error.extensions;
  return { ...error, message: beforeSuggestion(error.message), ...(extensions && { extensions }) };
}

/** It stands at the end of a message. */
const beforeSuggestion = (message: string): string => message.split(SUGGESTION)[0] as string;
