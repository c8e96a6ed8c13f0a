import { Migration } from '@mikro-orm/migrations';

/** Wrong passwords within a session count for that session; and what the hourly purge looks for is indexed. */
export class Migration20261121110000 extends Migration {
  override up(): void {
    this.addSql(`alter table "login_failures" add "session_id" bigint null;`);
    this.addSql(`create index "login_failures_session_id_index" on "login_failures" ("session_id");`);
    this.addSql(
      'alter table login_failures add constraint login_failures_session_id_foreign foreign key (session_id) references sessions (id) on delete cascade',
    );
    for (const [table, end] of Object.entries(ENDS)) {
      this.addSql(`create index ${table}_end on ${table} (${end})`);
    }
  }

  override down(): void {
    for (const table of Object.keys(ENDS)) this.addSql(`drop index ${table}_end`);
    this.addSql(`alter table "login_failures" drop column "session_id"`);
  }
}

/** When a row of each table was over. */
const ENDS = {
  sessions: 'least(ended_at, expires_at)',
  api_keys: 'least(revoked_at, expires_at)',
  login_failures: 'at',
};
