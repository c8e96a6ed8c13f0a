/** A document of the library, as its file holds it. */
export interface LibraryEntry {
  /** Made of the file's name: `3-why-is-expected-loss-so-high` is "Why is expected loss so high". */
  title: string;
  /** The comment that the file begins with. */
  description: string;
  /** The whole text, comment included. */
  text: string;
}

/** The entries of a folder's files, in the order of their numbers and names. */
export const libraryEntries = (files: Record<string, string>): LibraryEntry[] =>
  Object.entries(files)
    .map(([path, text]) => ({
      name: path
        .split('/')
        .at(-1)!
        .replace(/\.graphql$/, ''),
      text,
    }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }))
    .map(({ name, text }) => ({ title: titleOf(name), description: descriptionOf(text), text }));

function titleOf(name: string): string {
  const words = name.replace(/^\d+-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function descriptionOf(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, end)
    .map((line) => line.slice(1).trim())
    .join(' ');
}

/** Those that have all words of a search, in any case. */
export function searched(entries: readonly LibraryEntry[], search: string): LibraryEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ title, description, text }) => {
    const all = `${title} ${description} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
