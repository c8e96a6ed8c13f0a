import { log } from '../../platform/log.ts';
import { type CloseReason, tooManySockets } from './close-reasons.ts';
import type { SignedInSocket } from './signed-in-socket.ts';
import type { SocketLimits } from './socket-limits.ts';

type Limits = Pick<SocketLimits, 'maxSocketsPerUser' | 'confirmIntervalMs' | 'maxUnconfirmedMs'>;

/** The sockets that somebody is signed in on. */
export class OpenSockets {
  readonly #byUser = new Map<string, Set<SignedInSocket>>();
  readonly #limits: Limits;
  readonly #timer: NodeJS.Timeout;
  #confirming: Promise<void> | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#timer = setInterval(() => this.#look(), limits.confirmIntervalMs).unref();
  }

  get size(): number {
    return this.#all().length;
  }

  /** Throws why not, where the user has as many as anybody may have. */
  requireRoomFor(userId: string): void {
    const most = this.#limits.maxSocketsPerUser;
    if ((this.#byUser.get(userId)?.size ?? 0) >= most) throw tooManySockets(most);
  }

  add(socket: SignedInSocket): void {
    const sockets = this.#byUser.get(socket.userId) ?? new Set();
    this.#byUser.set(socket.userId, sockets.add(socket));
  }

  delete(socket: SignedInSocket): void {
    const sockets = this.#byUser.get(socket.userId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#byUser.delete(socket.userId);
  }

  /** For good. Answers once nobody is looked at any more. */
  async closeAll(reason: CloseReason): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#all()) socket.close(reason);
    await this.#confirming;
  }

  #look(): void {
    for (const socket of this.#all()) socket.closeIfUnconfirmedFor(this.#limits.maxUnconfirmedMs);
    this.#confirming ??= this.#confirm().finally(() => {
      this.#confirming = null;
    });
  }

  /** Asked together, they share a statement; a socket whose login does not hold any more closes itself. */
  async #confirm(): Promise<void> {
    const answers = await Promise.allSettled(this.#all().map((socket) => socket.confirm()));
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) log.error({ err: failed.reason }, 'The logins of open sockets could not be looked at.');
  }

  #all(): SignedInSocket[] {
    return [...this.#byUser.values()].flatMap((sockets) => [...sockets]);
  }
}
