import { Migration } from '@mikro-orm/migrations';

/** The tables as the entities describe them. */
export class Migration20261121100000 extends Migration {
  override up(): void {
    this.addSql(
      `create type "user_role" as enum ('VIEWER', 'ANALYST', 'PORTFOLIO_MANAGER', 'ADMIN', 'SUPER_ADMIN');`,
    );
    this.addSql(
      `create type "audit_action" as enum ('CREATE', 'UPDATE', 'DELETE', 'IMPORT', 'EXPORT', 'LOGIN', 'LOGIN_FAILED', 'LOGOUT', 'GRANT', 'REVOKE', 'DENIED');`,
    );
    this.addSql(
      `create type "credit_rating" as enum ('AAA', 'AA+', 'AA', 'AA-', 'A+', 'A', 'A-', 'BBB+', 'BBB', 'BBB-', 'BB+', 'BB', 'BB-', 'B+', 'B', 'B-', 'CCC+', 'CCC', 'CCC-', 'CC', 'C', 'D', 'NR');`,
    );
    this.addSql(`create type "import_kind" as enum ('LOANS', 'RATING_HISTORY');`);
    this.addSql(
      `create type "loan_status" as enum ('PERFORMING', 'WATCH_LIST', 'NON_PERFORMING', 'DEFAULTED');`,
    );
    this.addSql(
      `create table "api_keys" ("id" bigserial primary key, "tenant_id" bigint not null, "user_id" bigint not null, "name" varchar(100) not null, "prefix" varchar(12) not null, "secret_hash" varchar(64) not null, "role" "user_role" not null, "persisted_only" boolean not null default false, "created_at" timestamptz(6) not null default now(), "last_used_at" timestamptz(6) null, "expires_at" timestamptz(6) null, "revoked_at" timestamptz(6) null);`,
    );
    this.addSql(`comment on column "api_keys"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "api_keys"."user_id" is 'User';`);
    this.addSql(`create index "api_keys_tenant_id_index" on "api_keys" ("tenant_id");`);
    this.addSql(`create index "api_keys_user_id_index" on "api_keys" ("user_id");`);
    this.addSql(
      `alter table "api_keys" add constraint "api_keys_secret_hash_unique" unique ("secret_hash");`,
    );

    this.addSql(
      `create table "audit_logs" ("id" bigserial primary key, "tenant_id" bigint not null, "at" timestamptz(6) not null default now(), "user_id" bigint null, "action" "audit_action" not null, "entity_type" varchar(50) not null, "entity_id" text null, "changes" jsonb null, "ip_address" varchar(45) null, "request_id" varchar(64) null, "sequence" bigint null, "hash" varchar(64) null);`,
    );
    this.addSql(`comment on column "audit_logs"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "audit_logs"."user_id" is 'User';`);
    this.addSql(`create index "audit_logs_tenant_id_at_id_index" on "audit_logs" ("tenant_id", "at", "id");`);
    this.addSql(
      `create index "audit_logs_tenant_id_user_id_at_index" on "audit_logs" ("tenant_id", "user_id", "at");`,
    );
    this.addSql(
      `create index "audit_logs_tenant_id_action_at_index" on "audit_logs" ("tenant_id", "action", "at");`,
    );
    this.addSql(
      `create index "audit_logs_tenant_id_entity_type_entity_id_index" on "audit_logs" ("tenant_id", "entity_type", "entity_id");`,
    );

    this.addSql(
      `create table "default_rates" ("tenant_id" bigint not null, "credit_rating" "credit_rating" not null, "default_probability" numeric(7,6) not null, "recovery_rate" numeric(7,6) not null, "risk_weight" numeric(9,6) not null, primary key ("tenant_id", "credit_rating"));`,
    );
    this.addSql(`comment on column "default_rates"."tenant_id" is 'Tenant';`);

    this.addSql(
      `create table "import_errors" ("import_run_id" bigint not null, "position" int not null, "row" int not null, "loan_id" varchar(50) null, "column_name" varchar(50) null, "code" varchar(50) not null, "message" text not null, primary key ("import_run_id", "position"));`,
    );
    this.addSql(`comment on column "import_errors"."import_run_id" is 'ImportRun';`);

    this.addSql(
      `create table "import_runs" ("id" bigserial primary key, "tenant_id" bigint not null, "portfolio_id" bigint not null, "user_id" bigint not null, "kind" "import_kind" not null, "file_name" varchar(255) not null, "file_sha256" varchar(64) not null, "dry_run" boolean not null, "started_at" timestamptz(6) not null, "finished_at" timestamptz(6) null, "total_rows" int not null, "created" int not null, "updated" int not null, "failed" int not null, "error_count" int not null, "before" jsonb not null, "after" jsonb not null);`,
    );
    this.addSql(`comment on column "import_runs"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "import_runs"."portfolio_id" is 'Portfolio';`);
    this.addSql(`comment on column "import_runs"."user_id" is 'User';`);
    this.addSql(`create index "import_runs_tenant_id_index" on "import_runs" ("tenant_id");`);
    this.addSql(`create index "import_runs_user_id_index" on "import_runs" ("user_id");`);
    this.addSql(
      `create index "import_runs_portfolio_id_started_at_id_index" on "import_runs" ("portfolio_id", "started_at", "id");`,
    );

    this.addSql(
      `create table "loans" ("id" bigserial primary key, "tenant_id" bigint not null, "portfolio_id" bigint not null, "loan_id" varchar(50) not null, "borrower" varchar(255) not null, "borrower_group" varchar(255) null, "amount" numeric(15,2) not null, "rate" numeric(7,4) not null, "sector" varchar(100) not null, "maturity_date" date not null, "credit_rating" "credit_rating" null, "status" "loan_status" not null, "country" varchar(100) null, "debt_to_equity" numeric(9,4) null, "interest_coverage" numeric(9,4) null, "leverage_ratio" numeric(9,4) null, "version" int not null default 1, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now());`,
    );
    this.addSql(`comment on column "loans"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "loans"."portfolio_id" is 'Portfolio';`);
    this.addSql(`create index "loans_tenant_id_index" on "loans" ("tenant_id");`);
    this.addSql(
      `create index "loans_portfolio_id_borrower_id_index" on "loans" ("portfolio_id", "borrower", "id");`,
    );
    this.addSql(
      `create index "loans_portfolio_id_borrower_group_index" on "loans" ("portfolio_id", "borrower_group");`,
    );
    this.addSql(
      `create index "loans_portfolio_id_amount_id_index" on "loans" ("portfolio_id", "amount", "id");`,
    );
    this.addSql(`create index "loans_portfolio_id_rate_id_index" on "loans" ("portfolio_id", "rate", "id");`);
    this.addSql(`create index "loans_portfolio_id_sector_index" on "loans" ("portfolio_id", "sector");`);
    this.addSql(
      `create index "loans_portfolio_id_maturity_date_id_index" on "loans" ("portfolio_id", "maturity_date", "id");`,
    );
    this.addSql(
      `create index "loans_portfolio_id_credit_rating_id_index" on "loans" ("portfolio_id", "credit_rating", "id");`,
    );
    this.addSql(
      `create index "loans_portfolio_id_status_id_index" on "loans" ("portfolio_id", "status", "id");`,
    );
    this.addSql(`create index "loans_portfolio_id_country_index" on "loans" ("portfolio_id", "country");`);
    this.addSql(
      `create index "loans_portfolio_id_created_at_id_index" on "loans" ("portfolio_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "loans_portfolio_id_updated_at_id_index" on "loans" ("portfolio_id", "updated_at", "id");`,
    );
    this.addSql(
      `alter table "loans" add constraint "loans_portfolio_id_loan_id_unique" unique ("portfolio_id", "loan_id");`,
    );
    this.addSql(`alter table "loans" add constraint "loans_amount_check" check (amount > 0);`);
    this.addSql(
      `alter table "loans" add constraint "loans_credit_rating_check" check (credit_rating <> 'NR');`,
    );

    this.addSql(
      `create table "login_failures" ("id" bigserial primary key, "user_id" bigint not null, "ip_address" varchar(45) null, "at" timestamptz(6) not null default now());`,
    );
    this.addSql(`comment on column "login_failures"."user_id" is 'User';`);
    this.addSql(`create index "login_failures_user_id_at_index" on "login_failures" ("user_id", "at");`);

    this.addSql(
      `create table "organizations" ("id" bigserial primary key, "tenant_id" bigint not null, "name" varchar(200) not null, "created_at" timestamptz(6) not null default now());`,
    );
    this.addSql(`comment on column "organizations"."tenant_id" is 'Tenant';`);

    this.addSql(
      `create table "portfolios" ("id" bigserial primary key, "tenant_id" bigint not null, "organization_id" bigint not null, "owner_id" bigint not null, "name" varchar(200) not null, "description" varchar(2000) null, "currency" varchar(3) not null default 'GBP', "is_active" boolean not null default true, "version" int not null default 1, "data_version" bigint not null default '1', "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now());`,
    );
    this.addSql(`comment on column "portfolios"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "portfolios"."organization_id" is 'Organization';`);
    this.addSql(`comment on column "portfolios"."owner_id" is 'User';`);
    this.addSql(`create index "portfolios_organization_id_index" on "portfolios" ("organization_id");`);
    this.addSql(`create index "portfolios_owner_id_index" on "portfolios" ("owner_id");`);
    this.addSql(
      `create index "portfolios_tenant_id_name_id_index" on "portfolios" ("tenant_id", "name", "id");`,
    );
    this.addSql(
      `create index "portfolios_tenant_id_created_at_id_index" on "portfolios" ("tenant_id", "created_at", "id");`,
    );
    this.addSql(
      `create index "portfolios_tenant_id_updated_at_id_index" on "portfolios" ("tenant_id", "updated_at", "id");`,
    );

    this.addSql(
      `create table "rating_history" ("id" bigserial primary key, "tenant_id" bigint not null, "loan_id" bigint not null, "snapshot_date" date not null, "credit_rating" "credit_rating" not null);`,
    );
    this.addSql(`comment on column "rating_history"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "rating_history"."loan_id" is 'Loan';`);
    this.addSql(`create index "rating_history_tenant_id_index" on "rating_history" ("tenant_id");`);
    this.addSql(
      `alter table "rating_history" add constraint "rating_history_loan_id_snapshot_date_unique" unique ("loan_id", "snapshot_date");`,
    );

    this.addSql(
      `create table "refresh_tokens" ("token_hash" varchar(64) not null, "session_id" bigint not null, "created_at" timestamptz(6) not null default now(), "used_at" timestamptz(6) null, primary key ("token_hash"));`,
    );
    this.addSql(`create index "refresh_tokens_session_id_index" on "refresh_tokens" ("session_id");`);

    this.addSql(
      `create table "sessions" ("id" bigserial primary key, "user_id" bigint not null, "created_at" timestamptz(6) not null default now(), "last_used_at" timestamptz(6) not null default now(), "expires_at" timestamptz(6) not null, "ended_at" timestamptz(6) null, "ip_address" varchar(45) null, "user_agent" varchar(400) null);`,
    );
    this.addSql(`comment on column "sessions"."user_id" is 'User';`);
    this.addSql(`create index "sessions_user_id_index" on "sessions" ("user_id");`);

    this.addSql(
      `create table "tenants" ("id" bigserial primary key, "name" varchar(200) not null, "created_at" timestamptz(6) not null default now());`,
    );
    this.addSql(`create index "tenants_created_at_id_index" on "tenants" ("created_at", "id");`);

    this.addSql(
      `create table "users" ("id" bigserial primary key, "tenant_id" bigint not null, "organization_id" bigint not null, "username" varchar(50) not null, "email" varchar(254) not null, "full_name" varchar(200) null, "password_hash" varchar(60) not null, "role" "user_role" not null, "is_active" boolean not null default true, "created_at" timestamptz(6) not null default now(), "updated_at" timestamptz(6) not null default now(), "last_login_at" timestamptz(6) null);`,
    );
    this.addSql(`comment on column "users"."tenant_id" is 'Tenant';`);
    this.addSql(`comment on column "users"."organization_id" is 'Organization';`);
    this.addSql(`create index "users_organization_id_index" on "users" ("organization_id");`);
    this.addSql(
      `create index "users_tenant_id_username_id_index" on "users" ("tenant_id", "username", "id");`,
    );
  }

  override down(): void {
    for (const table of [
      'api_keys',
      'audit_logs',
      'default_rates',
      'import_errors',
      'import_runs',
      'loans',
      'login_failures',
      'organizations',
      'portfolios',
      'rating_history',
      'refresh_tokens',
      'sessions',
      'tenants',
      'users',
    ]) {
      this.addSql(`drop table ${table} cascade`);
    }
    for (const type of ['user_role', 'audit_action', 'credit_rating', 'import_kind', 'loan_status']) {
      this.addSql(`drop type ${type}`);
    }
  }
}
