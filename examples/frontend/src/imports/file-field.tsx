import { useRef } from 'react';

const EXAMPLE = '/example-loans.csv';

/** A file of the user's, or the example that comes with the page. */
export function FileField({ choose }: { choose: (file: File | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const chooseExample = async () => {
    const file = await fetchExample();
    input.current!.files = listOf(file);
    choose(file);
  };
  return (
    <>
      <label htmlFor="file">File (CSV)</label>
      <input
        ref={input}
        id="file"
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => choose(event.target.files?.[0] ?? null)}
      />
      <p className="faint">
        None at hand?{' '}
        <button type="button" className="link" onClick={() => void chooseExample()}>
          Take the example
        </button>{' '}
        (<a href={EXAMPLE}>see it</a>): seven loans, one of them with a mistake.
      </p>
    </>
  );
}

async function fetchExample(): Promise<File> {
  const text = await (await fetch(EXAMPLE)).text();
  return new File([text], 'example-loans.csv', { type: 'text/csv' });
}

/** Lists of files are made by dragging only, so this is as if the file had been dropped. */
function listOf(file: File): FileList {
  const dropped = new DataTransfer();
  dropped.items.add(file);
  return dropped.files;
}
