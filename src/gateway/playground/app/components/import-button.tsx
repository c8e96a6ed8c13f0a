import { useState } from 'react';
import { ImportDialog } from './import-dialog.tsx';

export function ImportButton() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setIsOpen(true)}>
        Import a file…
      </button>
      {isOpen && <ImportDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
