import type { ErrorCode } from '../platform/errors.ts';

/** A code of the closed list, and words for the caller. */
export type Told = [ErrorCode, string];

const BAD_TEXT: Told = ['BAD_USER_INPUT', 'Text may not contain the character U+0000.'];
const TOO_LONG: Told = ['DEADLINE_EXCEEDED', 'The request took too long and was stopped.'];
const MET: Told = [
  'SERVICE_UNAVAILABLE',
  'It met another change, and nothing of it was written. Try it again.',
];
const NO_CHANGES: Told = ['SERVICE_UNAVAILABLE', 'The database takes no changes at the moment.'];
const FULL: Told = ['SERVICE_UNAVAILABLE', 'The database has no room for this at the moment.'];
const AWAY: Told = ['SERVICE_UNAVAILABLE', 'The database is being stopped or started. Try again.'];

/** What PostgreSQL says that a caller may know, by its code. Everything else stays with us. */
const BY_CODE: Record<string, Told> = {
  '22021': BAD_TEXT, // character_not_in_repertoire
  '22P05': BAD_TEXT, // untranslatable_character
  '25006': NO_CHANGES, // read_only_sql_transaction: a standby, or a disk that must not fill
  '25P03': TOO_LONG, // idle_in_transaction_session_timeout
  '25P04': TOO_LONG, // transaction_timeout
  '40001': MET, // serialization_failure
  '40P01': MET, // deadlock_detected
  '53100': FULL, // disk_full
  '53200': FULL, // out_of_memory
  '53300': FULL, // too_many_connections
  '53400': FULL, // configuration_limit_exceeded
  '55P03': MET, // lock_not_available
  '57014': TOO_LONG, // query_canceled, by statement_timeout too
  '57P01': AWAY, // admin_shutdown, or one connection ended by an administrator
  '57P02': AWAY, // crash_shutdown
  '57P03': AWAY, // cannot_connect_now
};

export const databaseFault = (code: string | undefined): Told | undefined => BY_CODE[code ?? ''];
