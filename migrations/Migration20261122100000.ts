import { Migration } from '@mikro-orm/migrations';

/** Which transaction a user's last change was committed in: where there are read replicas, those without it are passed over. */
export class Migration20261122100000 extends Migration {
  override up(): void {
    // Room in each page for the next version of a row, which no index then has to follow.
    this.addSql(
      `create table "last_writes" ("user_id" bigint not null, "xact" xid8 not null, primary key ("user_id")) with (fillfactor = 50);`,
    );
    this.addSql(`comment on column "last_writes"."user_id" is 'User';`);
  }

  override down(): void {
    this.addSql('drop table last_writes');
  }
}
