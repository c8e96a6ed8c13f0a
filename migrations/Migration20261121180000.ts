import { Migration } from '@mikro-orm/migrations';

/** Documents that a tenant trusts, by name and version; one text is in force once under a name. */
export class Migration20261121180000 extends Migration {
  override up(): void {
    this.addSql(
      `create table "trusted_documents" ("id" bigserial primary key, "tenant_id" bigint not null, "name" varchar(100) not null, "version" int not null, "sha256" varchar(64) not null, "body" text not null, "description" varchar(2000) null, "lists" jsonb not null, "registered_by" bigint not null, "registered_at" timestamptz(6) not null default now(), "withdrawn_by" bigint null, "withdrawn_at" timestamptz(6) null);`,
    );
    this.addSql(`comment on column "trusted_documents"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "trusted_documents"."registered_by" is 'User';`);
    this.addSql(`comment on column "trusted_documents"."withdrawn_by" is 'User';`);
    this.addSql(
      `create index "trusted_documents_tenant_id_sha256_index" on "trusted_documents" ("tenant_id", "sha256");`,
    );
    this.addSql(
      `alter table "trusted_documents" add constraint "trusted_documents_tenant_id_name_version_unique" unique ("tenant_id", "name", "version");`,
    );
    this.addSql(
      'create unique index trusted_documents_in_force on trusted_documents (tenant_id, name, sha256) where withdrawn_at is null',
    );
    for (const column of ['registered_by', 'withdrawn_by'])
      this.addSql(`create index trusted_documents_${column} on trusted_documents (${column})`);
    for (const [column, target] of [
      ['tenant_id', 'tenants'],
      ['registered_by', 'users'],
      ['withdrawn_by', 'users'],
    ])
      this.addSql(
        `alter table trusted_documents add constraint trusted_documents_${column}_foreign foreign key (${column}) references ${target} (id) on delete restrict`,
      );
  }

  override down(): void {
    this.addSql('drop table trusted_documents');
  }
}
