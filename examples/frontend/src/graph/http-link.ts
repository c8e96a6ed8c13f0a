import { ApolloLink, Observable } from '@apollo/client';
import { postAsViewer } from '../session/post-as-viewer.ts';

/** Queries and mutations, by POST. Whoever stops listening stops the request, so an overtaken answer never arrives. */
export const httpLink = new ApolloLink(
  ({ query, variables }) =>
    new Observable((observer) => {
      const abandoned = new AbortController();
      postAsViewer(query, variables, abandoned.signal).then(
        (answer) => {
          observer.next(answer as ApolloLink.Result);
          observer.complete();
        },
        (error) => observer.error(error),
      );
      return () => abandoned.abort();
    }),
);
