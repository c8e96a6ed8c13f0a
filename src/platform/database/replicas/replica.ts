import type { EntitySchema } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { openPool } from '../connect.ts';
import { cutterOf } from '../pool/cut-connections.ts';
import type { Moment } from './moment.ts';

/** What a replica says of itself. */
export interface ReplicaAnswer {
  isStandby: boolean;
  position: string;
  history: string;
}

/** A standby of the primary: its pool, and how far it is known to have come. */
export class Replica {
  readonly orm: MikroORM;
  /** Where it is, without who signs in. */
  readonly name: string;
  readonly #cut: () => void;
  #position: bigint | null = null;
  #history = '';
  /** The latest of the primary's moments that it is known to have reached; null where it cannot be read. */
  #moment: Moment | null = null;
  #fault: string | null = null;

  private constructor(orm: MikroORM, name: string, cut: () => void) {
    this.orm = orm;
    this.name = name;
    this.#cut = cut;
  }

  static async open(url: string, entities: EntitySchema[]): Promise<Replica> {
    const { orm, pool } = await openPool(url, entities);
    const { host, port, database } = new pg.Client({ connectionString: url });
    return new Replica(orm, `${host}:${port}/${database}`, cutterOf(pool));
  }

  get moment(): Moment | null {
    return this.#moment;
  }

  /** Why it cannot be read at all; null where it can, as far as it has come. */
  get fault(): string | null {
    return this.#fault;
  }

  get position(): bigint | null {
    return this.#position;
  }

  hear({ isStandby, position, history }: ReplicaAnswer): void {
    if (!isStandby) {
      this.#giveUp('It is no standby.');
      return;
    }
    this.#fault = null;
    this.#position = BigInt(position);
    this.#history = history;
  }

  /** Nothing more is waited for: whoever asked it asks elsewhere. */
  lose({ message }: Error): void {
    this.#giveUp(message);
    this.#cut();
  }

  /** Looks which of these moments, the oldest first, it has reached. */
  compare(moments: readonly Moment[]): void {
    const position = this.#position;
    const latest = moments.at(-1);
    if (position === null || !latest) return;
    if (latest.history === this.#history)
      this.#moment = moments.findLast((moment) => moment.position <= position) ?? this.#moment;
    else this.#giveUp('It follows another server, or another timeline.');
  }

  /** Whatever it has reached says nothing any more. */
  forget(): void {
    this.#moment = null;
  }

  #giveUp(fault: string): void {
    this.#fault = fault;
    this.#position = null;
    this.#moment = null;
  }
}
