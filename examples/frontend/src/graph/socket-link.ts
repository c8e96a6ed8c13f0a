import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import type { Client, FormattedExecutionResult } from 'graphql-ws';
import { documentIdOf } from './document-id.ts';

/** A socket that was closed for good (its token ran out, say) is opened anew after this. */
const AGAIN_MS = 1_000;

/** Subscriptions, by id like all else. They go on for as long as somebody listens, whatever becomes of the socket. */
export const socketLink = (client: Client) =>
  new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        // The protocol wants a text, and an id beside an empty one is enough.
        const call = { query: '', documentId: documentIdOf(query), variables };
        const begin = () =>
          client.subscribe(call, {
            next: (answer: FormattedExecutionResult) => observer.next(answer as ApolloLink.Result),
            complete: () => observer.complete(),
            error: (fault) => {
              // The server's refusals come as a list; everything else has to do with the connection.
              if (Array.isArray(fault)) observer.error(new CombinedGraphQLErrors({ errors: fault }));
              else waiting = setTimeout(() => (end = begin()), AGAIN_MS);
            },
          });
        let waiting: ReturnType<typeof setTimeout>;
        let end = begin();
        return () => {
          clearTimeout(waiting);
          end();
        };
      }),
  );
