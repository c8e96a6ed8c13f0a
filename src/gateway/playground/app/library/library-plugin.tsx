import type { GraphiQLPlugin } from '@graphiql/react';
import { LIBRARY } from '../components/pane-titles.ts';
import { LibraryPane } from './library-pane.tsx';

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M5 4h4v16H5zM9 4h4v16H9zM13.5 5l3.8-1 3.7 15-3.8 1z" strokeLinejoin="round" />
  </svg>
);

export const libraryPlugin: GraphiQLPlugin = { title: LIBRARY, icon: Icon, content: LibraryPane };
