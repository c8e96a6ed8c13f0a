/** A document to start from; `variables` is JSON text. */
export interface Example {
  query: string;
  variables?: string;
}

const files = import.meta.glob<string>('../../../../schema/operations/examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The tabs of a first visit, in the order of the files' names. From then on a browser keeps its own. */
export const examples: Example[] = Object.keys(files)
  .sort()
  .map((name) => ({ query: files[name] ?? '' }));
