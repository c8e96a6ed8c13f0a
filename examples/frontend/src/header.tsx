import { Brand } from './brand.tsx';
import type { FrontendStartQuery } from './graph/documents.ts';
import { signOut } from './session/session.ts';

interface HeaderProps {
  viewer: FrontendStartQuery['me'];
  portfolios: FrontendStartQuery['portfolios']['nodes'];
  chosen: string | undefined;
  choose: (id: string) => void;
  onImport: () => void;
}

export function Header({ viewer, portfolios, chosen, choose, onImport }: HeaderProps) {
  return (
    <header className="header">
      <Brand />
      <label className="choice">
        <span className="unseen">Portfolio</span>
        <select value={chosen} onChange={(event) => choose(event.target.value)}>
          {portfolios.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {chosen && viewer?.role !== 'VIEWER' && (
        <button type="button" className="quiet" onClick={onImport}>
          Import a file…
        </button>
      )}
      <span className="viewer">
        {viewer && (
          <>
            {viewer.fullName ?? viewer.username} <span className="role">{inWords(viewer.role)}</span>
          </>
        )}
      </span>
      <a href="/playground/">Playground</a>
      <button type="button" className="quiet" onClick={() => void signOut().catch(() => {})}>
        Sign out
      </button>
    </header>
  );
}

/** `PORTFOLIO_MANAGER` as "portfolio manager". */
const inWords = (role: string) => role.toLowerCase().replaceAll('_', ' ');
