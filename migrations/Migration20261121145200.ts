import { Migration } from '@mikro-orm/migrations';

/**
 * The chain of the audit trail: links of their own beside the entries, which are never written twice, and the queue of
 * entries that wait for their link. What is in the log already is queued, too.
 */
export class Migration20261121145200 extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit_queue" ("tenant_id" bigint not null, "entry_id" bigint not null, "queued_at" timestamptz(6) not null default clock_timestamp(), primary key ("tenant_id", "entry_id"));`,
    );
    this.addSql(`comment on column "audit_queue"."tenant_id" is 'Tenant';`);
    this.addSql(
      `create table "audit_seals" ("tenant_id" bigint not null, "sequence" bigint not null, "entry_id" bigint not null, "hash" varchar(64) not null, primary key ("tenant_id", "sequence"));`,
    );
    this.addSql(`comment on column "audit_seals"."tenant_id" is 'Tenant';`);
    this.addSql(
      `alter table "audit_seals" add constraint "audit_seals_entry_id_unique" unique ("entry_id");`,
    );
    this.addSql(`alter table "audit_logs" drop column "hash", drop column "sequence";`);
    this.addSql('insert into audit_queue (tenant_id, entry_id) select tenant_id, id from audit_logs');
    this.#queueEveryEntry();
    // Rows come and go all the time: waiting for a fifth of the table to be dead would never be right here.
    this.addSql(
      'alter table audit_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)',
    );
  }

  /**
   * A trigger, so that no writer can forget it. It runs as the owner: the application may not write to the queue.
   * Therefore it looks for tables in one schema only, and for nobody's temporary ones before that.
   */
  #queueEveryEntry(): void {
    this.addSql(
      `create function queue_audit_entries() returns trigger language plpgsql security definer as $$
       begin
         insert into audit_queue (tenant_id, entry_id) select tenant_id, id from added;
         return null;
       end $$`,
    );
    this.addSql(
      `do $$ begin
         execute format('alter function queue_audit_entries() set search_path = %I, pg_temp', current_schema());
       end $$`,
    );
    this.addSql(
      `create trigger audit_logs_queue after insert on audit_logs referencing new table as added
       for each statement execute function queue_audit_entries()`,
    );
  }

  override down(): void {
    this.addSql('drop trigger audit_logs_queue on audit_logs');
    this.addSql('drop function queue_audit_entries');
    this.addSql('drop table audit_queue');
    this.addSql('drop table audit_seals');
    this.addSql(
      `alter table "audit_logs" add column "sequence" bigint null, add column "hash" varchar(64) null`,
    );
  }
}
