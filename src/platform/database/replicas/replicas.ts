import type { EntitySchema } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { log } from '../../log.ts';
import type { Viewer } from '../../security/viewer.ts';
import { Lookout } from './lookout.ts';
import { includes } from './moment.ts';
import { Replica } from './replica.ts';
import { measureReplicas, type ReplicaState, replicaReads } from './replica-metrics.ts';

/** Who reads, and the last change of theirs. */
type Reader = Pick<Viewer, 'userId' | 'lastWrite'>;

/** Standbys of a database, of which only those are read that are new enough: for everybody, and for who asks. */
export class Replicas {
  readonly #replicas: readonly Replica[];
  readonly #maxLagMs: number;
  readonly #lookout: Lookout;
  readonly #waiting = new Set<() => void>();
  readonly #told = new Map<Replica, string>();
  readonly #endMeasuring = measureReplicas(() => this.states());

  private constructor(primary: MikroORM, replicas: Replica[], maxLagMs: number) {
    this.#replicas = replicas;
    this.#maxLagMs = maxLagMs;
    this.#lookout = new Lookout(primary, replicas, maxLagMs, () => this.#look());
  }

  /** Begins to look at them. One that is away is used once it comes. */
  static async open(
    primary: MikroORM,
    urls: string[],
    entities: EntitySchema[],
    maxLagMs: number,
  ): Promise<Replicas> {
    const replicas = await Promise.all(urls.map((url) => Replica.open(url, entities)));
    return new Replicas(primary, replicas, maxLagMs);
  }

  get orms(): MikroORM[] {
    return this.#replicas.map(({ orm }) => orm);
  }

  /**
   * The replica to read from, for a viewer always the same while that can be: so hardly a page is older than the one
   * before. Null where none is new enough, or has what this viewer wrote.
   */
  choose({ userId, lastWrite }: Reader): Replica | null {
    const fresh = this.#replicas.filter((replica) => this.#isFresh(replica));
    const own = lastWrite ? fresh.filter(({ moment }) => moment && includes(moment, lastWrite)) : fresh;
    const chosen = own[Number(BigInt(userId) % BigInt(own.length || 1))];
    if (!chosen) replicaReads.inc({ replica: '', outcome: fresh.length > 0 ? 'own_write' : 'behind' });
    return chosen ?? null;
  }

  /**
   * Answers once no process reads from a replica that lacks what was committed by now: every replica has it, or is too
   * old by now to be read anywhere.
   */
  async caughtUp(): Promise<void> {
    const since = performance.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      if (this.#replicas.every(({ moment }) => moment && moment.takenAt >= since)) resolve();
    };
    const timer = setTimeout(resolve, this.#maxLagMs);
    this.#waiting.add(look);
    await this.#lookout.hurryFor(promise);
    this.#waiting.delete(look);
    clearTimeout(timer);
  }

  states(): ReplicaState[] {
    const head = this.#lookout.latest?.position;
    return this.#replicas.map((replica) => ({
      name: replica.name,
      inUse: this.#isFresh(replica),
      lagMs: replica.moment && Math.round(performance.now() - replica.moment.takenAt),
      behindBytes: head !== undefined && replica.position !== null ? lengthOf(replica.position, head) : null,
      fault: this.#faultOf(replica),
    }));
  }

  async close(): Promise<void> {
    this.#endMeasuring();
    await this.#lookout.stop();
    await Promise.all(this.orms.map((orm) => orm.close()));
  }

  #isFresh({ moment }: Replica): boolean {
    return moment !== null && performance.now() - moment.takenAt <= this.#maxLagMs;
  }

  #look(): void {
    for (const look of this.#waiting) look();
    for (const replica of this.#replicas) this.#tell(replica);
  }

  /** Why it cannot be read; null where it can, or will as soon as it was looked at. */
  #faultOf(replica: Replica): string | null {
    const fault = replica.fault ?? this.#lookout.fault;
    return fault ?? (replica.moment && !this.#isFresh(replica) ? 'It is too far behind.' : null);
  }

  /** Tells what has changed, and nothing where all is as it was. */
  #tell(replica: Replica): void {
    const { name } = replica;
    const fault = this.#faultOf(replica);
    const news = fault ? `No reads go to the replica ${name}: ${fault}` : `Reads go to the replica ${name}.`;
    if (news === this.#told.get(replica) || (!fault && !replica.moment)) return;
    this.#told.set(replica, news);
    log.warn(news);
  }
}

/** Of what a replica has not replayed; it may be ahead of what is known of the primary. */
const lengthOf = (from: bigint, to: bigint) => Math.max(0, Number(to - from));
