import pg from 'pg';

const POOL_SIZE = 10;
const DATE_TYPE = 1082;

// A day is text: `Date` would drag a time zone in.
pg.types.setTypeParser(DATE_TYPE, (day) => day);

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL_SIZE });

/** A statement that each connection prepares once. */
export interface Statement {
  name: string;
  text: string;
}

export async function rowsOf<Row extends pg.QueryResultRow>(
  statement: Statement,
  values: unknown[],
): Promise<Row[]> {
  return (await pool.query<Row>({ ...statement, values })).rows;
}

/** The condition that a portfolio `p` is the viewer's; its parameters are the first two of every statement. */
export const VISIBLE = 'p.tenant_id = $1 and p.owner_id = $2';
