import { signOut } from '../session/session.ts';
import { useViewer } from '../session/viewer.ts';
import { Brand } from './brand.tsx';
import { ImportButton } from './import-button.tsx';

export function Bar() {
  const viewer = useViewer();
  return (
    <header className="bar">
      <a className="home" href="/">
        <Brand />
      </a>
      <ImportButton />
      <span className="bar-viewer">
        {viewer && (
          <>
            <span>{viewer.fullName ?? viewer.username}</span>{' '}
            <span className="role">{inWords(viewer.role)}</span>
          </>
        )}
      </span>
      <button type="button" className="quiet" onClick={() => void signOut().catch(() => undefined)}>
        Sign out
      </button>
    </header>
  );
}

/** `PORTFOLIO_MANAGER` as "portfolio manager". */
const inWords = (role: string) => role.toLowerCase().replaceAll('_', ' ');
