import { log } from '../../platform/log.ts';
import { type CloseReason, full, goingAway, tooManyConnections } from './close-reasons.ts';
import type { SignedInConnection } from './signed-in-connection.ts';
import type { SubscriptionLimits } from './subscription-limits.ts';

/** The WebSockets and event streams of this process. */
export class OpenConnections {
  readonly #byUser = new Map<string, Set<SignedInConnection>>();
  readonly #limits: SubscriptionLimits;
  readonly #timer: NodeJS.Timeout;
  /** Those that nobody has signed in on yet included. */
  #count = 0;
  #isClosing = false;
  #confirming: Promise<void> | null = null;

  constructor(limits: SubscriptionLimits) {
    this.#limits = limits;
    this.#timer = setInterval(() => this.#look(), limits.confirmIntervalMs).unref();
  }

  /** Throws why nobody may come: the server stops, or has as many as it may have. */
  requireRoom(): void {
    if (this.#isClosing) throw goingAway();
    const { maxConnections, maxUnknownConnections } = this.#limits;
    const unknown = this.#count - this.#signedIn().length;
    if (this.#count >= maxConnections || unknown >= maxUnknownConnections) throw full();
  }

  /** Counts a connection of somebody who is not known yet. Answers how to take that back, once it is gone. */
  enter(): () => void {
    this.#count += 1;
    return () => {
      this.#count -= 1;
    };
  }

  /** Throws why not, where the server stops, or the user has as many as anybody may have. */
  requireRoomFor(userId: string): void {
    if (this.#isClosing) throw goingAway();
    const most = this.#limits.maxConnectionsPerUser;
    if ((this.#byUser.get(userId)?.size ?? 0) >= most) throw tooManyConnections(most);
  }

  add(connection: SignedInConnection): void {
    const connections = this.#byUser.get(connection.userId) ?? new Set();
    this.#byUser.set(connection.userId, connections.add(connection));
  }

  delete(connection: SignedInConnection): void {
    const connections = this.#byUser.get(connection.userId);
    connections?.delete(connection);
    if (connections?.size === 0) this.#byUser.delete(connection.userId);
  }

  /** For good. Answers once nobody is looked at any more. */
  async closeAll(reason: CloseReason): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#timer);
    for (const connection of this.#signedIn()) connection.close(reason);
    await this.#confirming;
  }

  #look(): void {
    for (const connection of this.#signedIn())
      connection.closeIfUnconfirmedFor(this.#limits.maxUnconfirmedMs);
    this.#confirming ??= this.#confirm().finally(() => {
      this.#confirming = null;
    });
  }

  /** Asked together, they share a statement; a connection whose login does not hold any more closes itself. */
  async #confirm(): Promise<void> {
    const answers = await Promise.allSettled(this.#signedIn().map((connection) => connection.confirm()));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) log.error({ err: failed.reason }, 'The logins of open connections could not be looked at.');
  }

  #signedIn(): SignedInConnection[] {
    return [...this.#byUser.values()].flatMap((connections) => [...connections]);
  }
}
