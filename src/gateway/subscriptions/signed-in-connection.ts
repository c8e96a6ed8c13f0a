import type { SubscriptionContext } from '../../platform/graphql/context.ts';
import type { Login } from '../../platform/security/authenticator.ts';
import type { Viewer } from '../../platform/security/viewer.ts';
import { anonymousContext, type Caller, type House, newRequestId } from '../context.ts';
import type { Subscriber } from './begin-subscription.ts';
import { type CloseReason, forbidden, tryAgainLater, unauthorized } from './close-reasons.ts';
import type { CurrentViewers } from './current-viewers.ts';

/** The longest that a timer can wait. An API key that runs out later is found by its row. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface SignIn {
  viewer: Viewer;
  login: Login;
  caller: Omit<Caller, 'requestId'>;
}

/** A WebSocket or an event stream whose caller is known, until something ends that. */
export class SignedInConnection implements Subscriber {
  readonly userId: string;
  readonly persistedOnly: boolean;
  readonly isPersisted: boolean;
  readonly #end: (reason: CloseReason) => void;
  readonly #signIn: SignIn;
  readonly #house: House;
  readonly #viewers: CurrentViewers;
  readonly #expiry: NodeJS.Timeout | undefined;
  #confirmedAt = performance.now();
  #isOver = false;

  /** `end` tells the client why, in the way of its transport, and closes the connection. */
  constructor(signIn: SignIn, house: House, viewers: CurrentViewers, end: (reason: CloseReason) => void) {
    this.userId = signIn.viewer.userId;
    this.persistedOnly = signIn.viewer.persistedOnly;
    this.isPersisted = signIn.caller.isPersisted ?? false;
    this.#end = end;
    this.#signIn = signIn;
    this.#house = house;
    this.#viewers = viewers;
    this.#expiry = this.#expireAt(signIn.login.expiresAt);
  }

  /** For one subscription or one event: nothing of an earlier one is known. Null once the connection is over. */
  async context(requestId = newRequestId()): Promise<SubscriptionContext | null> {
    const viewer = await this.confirm();
    if (!viewer) return null;
    const caller = { ...this.#signIn.caller, requestId };
    return { ...anonymousContext(this.#house, caller), viewer, events: this.#house.events };
  }

  /** The viewer as of now; null where the login is over or has another role, and then the connection is closed. */
  async confirm(): Promise<Viewer | null> {
    const viewer = this.#isOver ? null : await this.#viewers.read(this.#signIn.login);
    if (this.#isOver) return null;
    if (viewer?.role === this.#signIn.viewer.role) this.#confirmedAt = performance.now();
    else this.close(viewer ? forbidden('The role has changed. Connect again.') : sessionOver());
    return this.#isOver ? null : viewer;
  }

  /** Without a word from the database nobody knows whether the login still holds. */
  closeIfUnconfirmedFor(maxUnconfirmedMs: number): void {
    if (performance.now() - this.#confirmedAt > maxUnconfirmedMs) this.close(tryAgainLater());
  }

  close(reason: CloseReason): void {
    this.forget();
    this.#end(reason);
  }

  /** Nothing more is answered: the connection is closing or gone. */
  forget(): void {
    this.#isOver = true;
    clearTimeout(this.#expiry);
  }

  #expireAt(instant: Date | null): NodeJS.Timeout | undefined {
    const delayMs = (instant?.getTime() ?? Number.POSITIVE_INFINITY) - this.#house.clock.now().getTime();
    if (delayMs > MAX_TIMER_MS) return undefined;
    return setTimeout(() => this.close(unauthorized('The credentials have expired.')), Math.max(0, delayMs));
  }
}

const sessionOver = () => unauthorized('The session is over. Sign in again.');
