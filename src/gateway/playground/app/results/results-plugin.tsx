import type { GraphiQLPlugin } from '@graphiql/react';
import { RESULTS } from '../components/pane-titles.ts';
import { ResultsPane } from './results-pane.tsx';

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14" strokeLinejoin="round" />
  </svg>
);

export const resultsPlugin: GraphiQLPlugin = { title: RESULTS, icon: Icon, content: ResultsPane };
