import { useState } from 'react';
import { useWrittenRequest } from '../documents/use-written-request.ts';
import { useViewer } from '../session/viewer.ts';
import { SaveDialog } from './save-dialog.tsx';

/** Offers to save what stands in the open tab, to whoever may. */
export function SaveReport() {
  const viewer = useViewer();
  const request = useWrittenRequest();
  const [isOpen, setIsOpen] = useState(false);
  if (viewer?.role === 'VIEWER')
    return <span className="aside">A viewer may run reports, but not save them.</span>;
  return (
    <>
      <button type="button" className="quiet" onClick={() => setIsOpen(true)}>
        Save as report…
      </button>
      {isOpen && <SaveDialog request={request} onClose={() => setIsOpen(false)} />}
    </>
  );
}
