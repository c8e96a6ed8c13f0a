import { Migration } from '@mikro-orm/migrations';

/**
 * The largest loans of a grade, where those with the largest expected loss are found: within a grade PD and LGD are the
 * same. Not among the entity's indexes, which each serve a filter or an order of the graph.
 */
export class Migration20261121171000 extends Migration {
  override up(): void {
    this.addSql('create index loans_largest_of_grade on loans (portfolio_id, credit_rating, amount)');
  }

  override down(): void {
    this.addSql('drop index loans_largest_of_grade');
  }
}
