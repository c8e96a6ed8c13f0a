import { useState } from 'react';
import { type LibraryEntry, searched } from './entry.ts';
import { library } from './library.ts';
import { useOpenEntry } from './use-open-entry.ts';

/** Documents to start from. Each opens in a tab of its own, with its variables filled in. */
export function LibraryPane() {
  const [search, setSearch] = useState('');
  const found = library
    .map(({ title, entries }) => ({ title, entries: searched(entries, search) }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <section className="library" aria-label="Library">
      <h2>Library</h2>
      <input
        type="search"
        placeholder="Search"
        aria-label="Search the library"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.map(({ title, entries }) => (
        <Group key={title} title={title} entries={entries} />
      ))}
      {found.length === 0 && <p>Nothing here has all of these words.</p>}
    </section>
  );
}

function Group({ title, entries }: { title: string; entries: LibraryEntry[] }) {
  const open = useOpenEntry();
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {entries.map((entry) => (
          <li key={entry.title}>
            <button type="button" disabled={!open} onClick={() => void open?.(entry)}>
              <b>{entry.title}</b>
              <span>{entry.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
