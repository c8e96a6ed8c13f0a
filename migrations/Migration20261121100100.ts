import { Migration } from '@mikro-orm/migrations';

const FOREIGN_KEYS: [table: string, column: string, target: string, onDelete: 'cascade' | 'restrict'][] = [
  ['organizations', 'tenant_id', 'tenants', 'restrict'],
  ['users', 'tenant_id', 'tenants', 'restrict'],
  ['users', 'organization_id', 'organizations', 'restrict'],
  ['sessions', 'user_id', 'users', 'cascade'],
  ['refresh_tokens', 'session_id', 'sessions', 'cascade'],
  ['login_failures', 'user_id', 'users', 'cascade'],
  ['api_keys', 'tenant_id', 'tenants', 'restrict'],
  ['api_keys', 'user_id', 'users', 'cascade'],
  ['portfolios', 'tenant_id', 'tenants', 'restrict'],
  ['portfolios', 'organization_id', 'organizations', 'restrict'],
  ['portfolios', 'owner_id', 'users', 'restrict'],
  ['loans', 'tenant_id', 'tenants', 'restrict'],
  ['loans', 'portfolio_id', 'portfolios', 'cascade'],
  ['rating_history', 'tenant_id', 'tenants', 'restrict'],
  ['rating_history', 'loan_id', 'loans', 'cascade'],
  ['default_rates', 'tenant_id', 'tenants', 'restrict'],
  ['import_runs', 'tenant_id', 'tenants', 'restrict'],
  ['import_runs', 'portfolio_id', 'portfolios', 'cascade'],
  ['import_runs', 'user_id', 'users', 'restrict'],
  ['import_errors', 'import_run_id', 'import_runs', 'cascade'],
];

/**
 * What the entities do not say: keys between tables (some join tables of two domains, which know nothing of each
 * other in code), names that are unique in any case, and the indexes behind `search` and `inBreach`.
 * `audit_logs` has no foreign key: a cascade would rewrite history.
 */
export class Migration20261121100100 extends Migration {
  override up(): void {
    for (const [table, column, target, onDelete] of FOREIGN_KEYS) {
      this.addSql(
        `alter table ${table} add constraint ${table}_${column}_foreign foreign key (${column}) references ${target} (id) on delete ${onDelete}`,
      );
    }
    this.addSql('create unique index tenants_name_unique on tenants (lower(name))');
    this.addSql(
      'create unique index organizations_tenant_id_name_unique on organizations (tenant_id, lower(name))',
    );
    this.addSql('create unique index users_username_unique on users (lower(username))');
    this.addSql('create unique index users_email_unique on users (lower(email))');
    // Best grade last, and unrated still at the end: no reading of the ascending index gives that order.
    this.addSql(
      'create index loans_credit_rating_desc on loans (portfolio_id, credit_rating desc nulls last, id desc)',
    );
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create index loans_loan_id_search on loans using gin (loan_id gin_trgm_ops)');
    this.addSql('create index loans_borrower_search on loans using gin (borrower gin_trgm_ops)');
    this.addSql(
      `create index loans_in_breach on loans (portfolio_id, id) where debt_to_equity > 3.5 or debt_to_equity < 0
         or interest_coverage < 2.5 or leverage_ratio > 4.0 or leverage_ratio < 0`,
    );
  }

  override down(): void {
    for (const index of [
      'loans_in_breach',
      'loans_borrower_search',
      'loans_loan_id_search',
      'loans_credit_rating_desc',
      'users_email_unique',
      'users_username_unique',
      'organizations_tenant_id_name_unique',
      'tenants_name_unique',
    ]) {
      this.addSql(`drop index ${index}`);
    }
    for (const [table, column] of FOREIGN_KEYS) {
      this.addSql(`alter table ${table} drop constraint ${table}_${column}_foreign`);
    }
  }
}
