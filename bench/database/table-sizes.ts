import { onDatabase } from './cluster.ts';

export interface TableSize {
  table: string;
  rows: number;
  /** Of its rows, and of all its indexes. */
  tableBytes: number;
  indexBytes: number;
}

/** With fewer rows, a page that is half empty would count as rows. */
const FEWEST_ROWS = 100;

const SIZES = `
  select c.relname as table, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname),
      false, true, '')))[1]::text::int as rows,
    pg_table_size(c.oid)::float8 as "tableBytes", pg_indexes_size(c.oid)::float8 as "indexBytes"
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`;

/** What each table takes that has enough rows to tell. */
export async function tableSizes(databaseUrl: string): Promise<TableSize[]> {
  const { rows } = await onDatabase(databaseUrl, (client) => client.query<TableSize>(SIZES));
  return rows.filter((table) => table.rows >= FEWEST_ROWS);
}
