import { useState } from 'react';

/** A number that lights up when it changes, and not when it first appears. */
export function Changing({ children }: { children: string }) {
  const [shown, setShown] = useState({ text: children, changes: 0 });
  if (shown.text !== children) setShown({ text: children, changes: shown.changes + 1 });
  // Another key is another element, whose animation begins anew.
  return (
    <span key={shown.changes} className={shown.changes > 0 ? 'changed' : undefined}>
      {children}
    </span>
  );
}
