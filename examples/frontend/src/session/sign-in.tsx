import { type FormEvent, useState } from 'react';
import { Brand } from '../brand.tsx';
import { wordsOf } from '../graph/words.ts';
import { endNotice, signIn } from './session.ts';

export function SignIn() {
  const [error, setError] = useState('');
  const [isSending, setIsSending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setError('');
    setIsSending(true);
    try {
      await signIn(String(form.get('username')).trim(), String(form.get('password')));
    } catch (refusal) {
      setError(wordsOf(refusal));
      setIsSending(false);
    }
  }

  return (
    <main className="sign-in">
      <form className="card" onSubmit={submit}>
        <h1>
          <Brand />
        </h1>
        <p className="faint">One portfolio in numbers, as they are now.</p>
        {endNotice() && !error && <p role="status">{endNotice()}</p>}
        <label htmlFor="username">Username or e-mail</label>
        {/* biome-ignore lint/a11y/noAutofocus: the form is all there is on the page */}
        <input id="username" name="username" autoComplete="username" required autoFocus />
        <label htmlFor="password">Password</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
        {error && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        <button type="submit" className="primary" disabled={isSending}>
          {isSending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className="faint">
        Demo accounts: <code>demo.manager</code>, <code>demo.analyst</code>, <code>demo.viewer</code>,{' '}
        <code>demo.admin</code>. Their passwords were printed where the server was first started.
      </p>
    </main>
  );
}
