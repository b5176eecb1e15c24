import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { client } from '../api/hooks.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { CopyButton } from '../ui/copy.tsx';
import styles from './sign-in.module.css';

/** The token of a one-time link, taken out of the address at once, so that it stays in no history and no screenshot. */
function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('t');
  if (token !== null) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

const firstToken = takeToken();

const asProblem = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

/** Exchanges the token of the address for a session; a link opened in a tab that shows the console already counts too. */
export function useSignInLink(): { readonly busy: boolean; readonly problem: Error | null } {
  const [token, setToken] = useState(firstToken);
  const [problem, setProblem] = useState<Error | null>(null);
  const exchanged = useRef<string | null>(null);
  useEffect(() => {
    const onHash = (): void => setToken((was) => takeToken() ?? was);
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    if (token === null || exchanged.current === token) return;
    exchanged.current = token;
    call('signIn', { body: { token } })
      .then((session) => client.setQueryData(['session'], session))
      .catch((cause: unknown) => setProblem(asProblem(cause)))
      .finally(() => setToken(null));
  }, [token]);
  return { busy: token !== null, problem };
}

export function SigningIn() {
  return (
    <main className={styles.page} aria-busy="true">
      <p role="status">Signing in …</p>
    </main>
  );
}

/** Nothing answers: said once, asked again by itself. */
export function Unreachable({ problem, retry }: { readonly problem: Error; retry(): void }) {
  return (
    <main className={styles.page}>
      <ProblemNote problem={problem} retry={retry} />
    </main>
  );
}

const COMMANDS = [
  ['Installed', 'sallyport auth link'],
  ['From a clone', 'npm start -- auth link'],
] as const;

/** No password: a one-time link, printed at the start and by a command on the same machine. */
export function SignIn({ problem }: { readonly problem: Error | null }) {
  useEffect(() => {
    document.title = 'Sign in · Sallyport';
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" className={styles.mark}>
          <path fill="currentColor" d="M4 3h5v4h4V3h6v4h4V3h5v26h-7V18a5 5 0 0 0-10 0v11H4z" />
        </svg>
        <h1>Sign in to Sallyport</h1>
        {problem === null ? null : <ProblemNote problem={problem} />}
        <p>
          The console opens with a one-time link. It was printed when Sallyport started; a new one comes from the
          machine it runs on:
        </p>
        <ul className={styles.commands}>
          {COMMANDS.map(([where, command]) => (
            <li key={command}>
              <span className="quiet">{where}</span>
              <code>{command}</code>
              <CopyButton text={command} label="Copy" />
            </li>
          ))}
        </ul>
        <p className="quiet">There is no password to guess or to forget. A link works once, for ten minutes.</p>
      </div>
    </main>
  );
}
