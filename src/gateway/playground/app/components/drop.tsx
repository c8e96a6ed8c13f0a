import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** What opens below or above its name, and closes for a click elsewhere or Escape. */
export function Drop({
  name,
  isUpwards = false,
  children,
}: {
  name: string;
  isUpwards?: boolean;
  children: ReactNode;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = ({ target }: PointerEvent) => {
      if (!details.current?.contains(target as Node)) close(details.current);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, []);

  function onKeyDown({ key }: KeyboardEvent) {
    if (key !== 'Escape') return;
    close(details.current);
    details.current?.querySelector('summary')?.focus();
  }

  return (
    <details ref={details} className={isUpwards ? 'drop is-upwards' : 'drop'} onKeyDown={onKeyDown}>
      <summary>{name}</summary>
      <div>{children}</div>
    </details>
  );
}

function close(details: HTMLDetailsElement | null): void {
  if (details) details.open = false;
}
