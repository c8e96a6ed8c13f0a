import type { Book } from './books.ts';
import type { Cluster } from './database/cluster.ts';

/** What a run stands on. */
export interface Ground {
  cluster: Cluster;
  /** The database with accounts and portfolios, without loans. */
  people: string;
  books: Book[];
  /** Where logs and files go. */
  directory: string;
}
