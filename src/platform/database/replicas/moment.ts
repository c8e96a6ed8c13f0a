/**
 * A moment of the primary. All that anybody could have seen committed by then stands in its write-ahead log before
 * `position`: a replica that has replayed so far is no older than this moment.
 */
export interface Moment {
  /** By this process's clock, before the primary was asked: clocks of other machines play no part. */
  takenAt: number;
  position: bigint;
  /** Which server, database and timeline the position is of: positions of others mean nothing to it. */
  history: string;
  /** As PostgreSQL writes it: `100:104:100,102`. */
  snapshot: string;
}

const IDENTITY = `(select c.system_identifier || '-' || d.oid from pg_control_system() c, pg_database d
  where d.datname = current_database())`;

/** Asked of the primary. Its snapshot is taken first: what is over in it was flushed before the position is read. */
export const NOW_AT_PRIMARY = `
  select pg_current_snapshot()::text as snapshot,
    pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::text as position,
    ${IDENTITY} || '-' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8) as history`;

/** Asked of a replica. What was promoted is none any more. It tells a new timeline some minutes after it came to it. */
export const NOW_AT_REPLICA = `
  select pg_is_in_recovery() as "isStandby",
    pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::text as position,
    ${IDENTITY} || '-' || (select lpad(upper(to_hex(timeline_id)), 8, '0') from pg_control_checkpoint()) as history`;

/** Whether a transaction that was committed is part of the moment. */
export function includes({ snapshot }: Moment, xact: string): boolean {
  const [, next = '0', running = ''] = snapshot.split(':');
  return BigInt(xact) < BigInt(next) && !running.split(',').includes(xact);
}
