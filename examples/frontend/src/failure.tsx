import { wordsOf } from './graph/words.ts';

/** Why there is nothing to see, and a way to try again. */
export const Failure = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <div className="notice" role="alert">
    <p>{wordsOf(error)}</p>
    <button type="button" className="quiet" onClick={retry}>
      Try again
    </button>
  </div>
);
