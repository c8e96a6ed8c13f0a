import type { EntitySchema } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { log } from '../../log.ts';
import type { Viewer } from '../../security/viewer.ts';
import { includes, type Moment, NOW_AT_PRIMARY, NOW_AT_REPLICA } from './moment.ts';
import { Pace } from './pace.ts';
import { Replica, type ReplicaAnswer } from './replica.ts';
import { measureReplicas, type ReplicaState, replicaReads } from './replica-metrics.ts';
import { Watch } from './watch.ts';

/** So often within the time that an answer may be old: what is known of a replica is a part of that old, too. */
const LOOKS_WITHIN_MAX_LAG = 4;

/** Who reads, and the last change of theirs. */
type Reader = Pick<Viewer, 'userId' | 'lastWrite'>;

/** Standbys of a database, of which only those are read that are new enough: for everybody, and for who asks. */
export class Replicas {
  readonly maxLagMs: number;
  readonly orms: MikroORM[];
  readonly #replicas: Replica[];
  /** Of the primary, the oldest first; none is older than an answer may be. */
  #moments: Moment[] = [];
  readonly #pace: Pace;
  readonly #stopping = new AbortController();
  readonly #watches: Promise<unknown>;
  readonly #waiting = new Set<() => void>();
  readonly #inUse = new Set<Replica>();
  readonly #endMeasuring = measureReplicas(() => this.states());

  private constructor(primary: MikroORM, replicas: Replica[], maxLagMs: number) {
    this.maxLagMs = maxLagMs;
    this.orms = replicas.map(({ orm }) => orm);
    this.#replicas = replicas;
    this.#pace = new Pace(maxLagMs / LOOKS_WITHIN_MAX_LAG);
    this.#watches = Promise.all([
      this.#watchPrimary(primary),
      ...replicas.map((replica) => this.#watch(replica)),
    ]);
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

  /**
   * The replica to read from, for a viewer always the same while that can be: so no page is older than the one before.
   * Null where none is new enough, or has what this viewer wrote.
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
    const haveCome = () => this.#replicas.every(({ moment }) => (moment?.takenAt ?? 0) >= since);
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => haveCome() && resolve();
    const timer = setTimeout(resolve, this.maxLagMs);
    this.#waiting.add(look);
    await this.#pace.hurryFor(promise);
    this.#waiting.delete(look);
    clearTimeout(timer);
  }

  states(): ReplicaState[] {
    const latest = this.#moments.at(-1);
    return this.#replicas.map((replica) => ({
      name: replica.name,
      inUse: this.#isFresh(replica),
      lagMs: replica.moment && Math.round(performance.now() - replica.moment.takenAt),
      behindBytes: latest && replica.position !== null ? bytesTo(latest, replica.position) : null,
      fault: replica.fault,
    }));
  }

  async close(): Promise<void> {
    this.#endMeasuring();
    this.#stopping.abort();
    await this.#watches;
    await Promise.all(this.orms.map((orm) => orm.close()));
  }

  #isFresh({ moment }: Replica): boolean {
    return moment !== null && performance.now() - moment.takenAt <= this.maxLagMs;
  }

  #watchPrimary(orm: MikroORM): Promise<void> {
    const watch = new Watch<Omit<Moment, 'takenAt' | 'position'> & { position: string }>({
      orm,
      question: NOW_AT_PRIMARY,
      onAnswer: ({ position, ...rest }, takenAt) =>
        this.#note({ ...rest, position: BigInt(position), takenAt }),
      onLoss: () => this.#forget(),
    });
    return watch.run(this.#pace, this.#stopping.signal);
  }

  #watch(replica: Replica): Promise<void> {
    const watch = new Watch<ReplicaAnswer>({
      orm: replica.orm,
      question: NOW_AT_REPLICA,
      onAnswer: (answer) => {
        replica.hear(answer);
        this.#compare(replica);
      },
      onLoss: (fault) => {
        replica.lose(fault);
        this.#tell(replica);
      },
    });
    return watch.run(this.#pace, this.#stopping.signal);
  }

  #note(moment: Moment): void {
    const isYoung = ({ takenAt }: Moment) => moment.takenAt - takenAt <= this.maxLagMs;
    this.#moments = [...this.#moments.filter(isYoung), moment];
    for (const replica of this.#replicas) this.#compare(replica);
  }

  /** The primary that comes back may be another one, which numbers its transactions anew from some point on. */
  #forget(): void {
    this.#moments = [];
    for (const replica of this.#replicas) {
      replica.forget();
      this.#tell(replica);
    }
  }

  #compare(replica: Replica): void {
    replica.compare(this.#moments);
    this.#tell(replica);
    for (const look of this.#waiting) look();
  }

  #tell(replica: Replica): void {
    const isFresh = this.#isFresh(replica);
    if (isFresh === this.#inUse.has(replica)) return;
    if (isFresh) this.#inUse.add(replica);
    else this.#inUse.delete(replica);
    const why = replica.fault ?? 'It is too old.';
    log.warn(
      isFresh
        ? `Reads go to the replica ${replica.name}.`
        : `No reads go to the replica ${replica.name}: ${why}`,
    );
  }
}

const bytesTo = ({ position }: Moment, replayed: bigint) => Math.max(0, Number(position - replayed));
