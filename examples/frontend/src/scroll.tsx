import type { ReactNode } from 'react';

/** Room for what is wider than the page: it scrolls by itself, with the keyboard too. */
export const Scroll = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus, arrow keys cannot scroll it
  <section className="scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
