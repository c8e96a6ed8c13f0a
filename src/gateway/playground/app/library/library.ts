import { type LibraryEntry, libraryEntries } from './entry.ts';

export interface LibraryGroup {
  title: string;
  entries: LibraryEntry[];
}

const pages = import.meta.glob<string>('../../../../../schema/operations/pages/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const examples = import.meta.glob<string>('../../../../../schema/operations/examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What there is to start from; a folder without files is no group. */
export const library: LibraryGroup[] = [
  { title: 'Examples', entries: libraryEntries(examples) },
  { title: 'Pages', entries: libraryEntries(pages) },
].filter(({ entries }) => entries.length > 0);

/** What a first visit begins with; from then on a browser keeps its own tabs. */
export const firstTabs = library
  .slice(0, 1)
  .flatMap(({ entries }) => entries.slice(0, 1).map(({ text }) => ({ query: text })));
