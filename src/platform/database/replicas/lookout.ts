import type { MikroORM } from '@mikro-orm/postgresql';
import { type Moment, NOW_AT_PRIMARY, NOW_AT_REPLICA } from './moment.ts';
import { Pace } from './pace.ts';
import type { Replica, ReplicaAnswer } from './replica.ts';
import { Watch } from './watch.ts';

/** So often within the time that an answer may be old: what is known of a replica is a part of that old, too. */
const LOOKS_WITHIN_MAX_LAG = 4;

/** Looks at the primary and at its replicas, and tells each of these which of the primary's moments it has reached. */
export class Lookout {
  /** The oldest first; none is older than an answer may be. */
  #moments: Moment[] = [];
  #fault: string | null = null;
  readonly #replicas: readonly Replica[];
  readonly #maxLagMs: number;
  readonly #onLook: () => void;
  readonly #pace: Pace;
  readonly #stopping = new AbortController();
  readonly #watches: Promise<unknown>;

  /** `onLook` is called after whatever was found out, or lost. */
  constructor(primary: MikroORM, replicas: readonly Replica[], maxLagMs: number, onLook: () => void) {
    this.#replicas = replicas;
    this.#maxLagMs = maxLagMs;
    this.#onLook = onLook;
    this.#pace = new Pace(maxLagMs / LOOKS_WITHIN_MAX_LAG);
    this.#watches = Promise.all([
      this.#watchPrimary(primary),
      ...replicas.map((replica) => this.#watch(replica)),
    ]);
  }

  /** The primary's latest; undefined while it says nothing. */
  get latest(): Moment | undefined {
    return this.#moments.at(-1);
  }

  /** Why the primary says nothing of itself. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Looks as often as it can until this has come. */
  hurryFor<Result>(waiting: Promise<Result>): Promise<Result> {
    return this.#pace.hurryFor(waiting);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watches;
  }

  #watchPrimary(orm: MikroORM): Promise<void> {
    const watch = new Watch<Omit<Moment, 'takenAt' | 'position'> & { position: string }>({
      orm,
      question: NOW_AT_PRIMARY,
      onAnswer: (row, takenAt) => this.#note({ ...row, position: BigInt(row.position), takenAt }),
      onLoss: (fault) => this.#forget(fault),
    });
    return watch.run(this.#pace, this.#stopping.signal);
  }

  #watch(replica: Replica): Promise<void> {
    const watch = new Watch<ReplicaAnswer>({
      orm: replica.orm,
      question: NOW_AT_REPLICA,
      onAnswer: (answer) => {
        replica.hear(answer);
        replica.compare(this.#moments);
        this.#onLook();
      },
      onLoss: (fault) => {
        replica.lose(fault);
        this.#onLook();
      },
    });
    return watch.run(this.#pace, this.#stopping.signal);
  }

  #note(moment: Moment): void {
    const isYoung = ({ takenAt }: Moment) => moment.takenAt - takenAt <= this.#maxLagMs;
    this.#fault = null;
    this.#moments = [...this.#moments.filter(isYoung), moment];
    for (const replica of this.#replicas) replica.compare(this.#moments);
    this.#onLook();
  }

  /** The primary that comes back may be another one, which numbers its transactions anew from some point on. */
  #forget({ message }: Error): void {
    this.#fault = `The primary does not say how far it is: ${message}`;
    this.#moments = [];
    for (const replica of this.#replicas) replica.forget();
    this.#onLook();
  }
}
