import DataLoader from 'dataloader';
import { REQUEST_DEADLINE_MS, withDeadline } from '../../platform/deadline.ts';
import type { Login } from '../../platform/security/authenticator.ts';
import type { Viewer } from '../../platform/security/viewer.ts';
import type { House } from '../context.ts';

const MAX_BATCH = 1_000;

/** Who an open connection's caller is by now. Whatever asks at the same time shares a statement; nothing is kept. */
export class CurrentViewers {
  readonly #loader: DataLoader<Login, Viewer | null>;

  constructor({ orm, clock, signer, authenticator }: House) {
    this.#loader = new DataLoader(
      (logins) =>
        withDeadline(REQUEST_DEADLINE_MS, () =>
          authenticator.viewersOf(logins, { em: orm.em, clock, signer }),
        ),
      { cache: false, maxBatchSize: MAX_BATCH },
    );
  }

  /** Null once the session ended, the user was deactivated, or the API key revoked. */
  read(login: Login): Promise<Viewer | null> {
    return this.#loader.load(login);
  }
}
