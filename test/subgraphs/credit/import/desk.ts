import { Readable } from 'node:stream';
import { type GraphQLSchema, graphql } from 'graphql';
import { type FileUpload, Upload } from 'graphql-upload-minimal';
import { toGlobalId } from '../../../../src/platform/graphql/global-id.ts';
import { buildSubgraph } from '../../../../src/platform/graphql/subgraph-schema.ts';
import type { Viewer } from '../../../../src/platform/security/viewer.ts';
import { credit } from '../../../../src/subgraphs/credit/subgraph.ts';
import { contextFor } from '../../../support/context.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { seedIdentity } from '../../../support/identity-fixtures.ts';

let schema: Promise<GraphQLSchema> | undefined;
const creditSchema = () => {
  schema ??= buildSubgraph(credit).then((built) => built.schema);
  return schema;
};

/** What a document answers; `data` has whatever shape it asks for. */
export async function ask(
  database: TestDatabase,
  viewer: Viewer | null,
  source: string,
  variableValues: Record<string, unknown> = {},
) {
  const contextValue = contextFor(database, viewer);
  const answer = await graphql({ schema: await creditSchema(), source, variableValues, contextValue });
  // biome-ignore lint/suspicious/noExplicitAny: the document decides
  return { data: answer.data as any, errors: answer.errors ?? [] };
}

export type SentStream = Readable & { truncated?: boolean };

/** A file as a client sends it: a text, or a stream that does what it likes. */
export function sent(content: string | Buffer | SentStream, filename = 'book.csv'): Upload {
  const stream = content instanceof Readable ? content : streamOf(content);
  const upload = new Upload() as Upload & { resolve(file: FileUpload): void };
  upload.resolve({
    filename,
    fieldName: '0',
    mimetype: 'text/csv',
    encoding: '7bit',
    createReadStream: () => stream as ReturnType<FileUpload['createReadStream']>,
  });
  return upload;
}

export const streamOf = (content: string | Buffer): SentStream =>
  Readable.from([Buffer.from(content as string)], { objectMode: false });

const RUN = `id kind fileName fileSha256 dryRun startedAt finishedAt totalRows successful created updated failed errorCount
  portfolio { id } user { id }
  before { loanCount totalExposure expectedLoss riskWeightedAssets singleNameHhi }
  after { loanCount totalExposure expectedLoss riskWeightedAssets singleNameHhi }
  errors { row loanId column code message }`;

/** A tenant's desk with an empty book, and the files that go into it. */
export async function openDesk(database: TestDatabase) {
  const { a, b } = await seedIdentity(database);
  const manager = a.viewers.PORTFOLIO_MANAGER;

  const openBook = async (owner = manager) => {
    const [row] = await database.query<{ id: string }>(
      "insert into portfolios (tenant_id, organization_id, owner_id, name) values (?, ?, ?, 'Book') returning id::text",
      [owner.tenantId, owner.organizationId, owner.userId],
    );
    const { id: key } = row as { id: string };
    return { key, id: toGlobalId('Portfolio', key) };
  };

  const send = async (field: string, viewer: Viewer | null, input: Record<string, unknown>) => {
    const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${RUN} } }`;
    const { data, errors } = await ask(database, viewer, document, { input });
    return { run: data?.[field], errors };
  };

  /** The run that a file made; fails the test if it was refused. */
  const take = async (field: string, input: Record<string, unknown>) => {
    const { run, errors } = await send(field, manager, input);
    expect(errors).toEqual([]);
    return run;
  };

  return {
    a,
    b,
    manager,
    openBook,
    send,
    importLoans: (bookId: string, file: string, options = {}) =>
      take('importLoans', { portfolioId: bookId, file: sent(file), ...options }),
    importRatings: (bookId: string, file: string, options = {}) =>
      take('importRatingHistory', { portfolioId: bookId, file: sent(file), ...options }),
    loansOf: (bookKey: string) =>
      database.query(
        'select loan_id, borrower, amount, country, credit_rating, version from loans where portfolio_id = ? order by id',
        [bookKey],
      ),
    dataVersionOf: async (bookKey: string) => {
      const [row] = await database.query(
        'select data_version::text as version from portfolios where id = ?',
        [bookKey],
      );
      return row?.version;
    },
    /** How many rows there are of all that an import could leave behind. */
    traces: async () =>
      (
        await database.query(
          `select (select count(*) from loans)::int as loans, (select count(*) from rating_history)::int as ratings,
             (select count(*) from import_runs)::int as runs, (select count(*) from import_errors)::int as errors,
             (select count(*) from audit_logs)::int as entries, (select count(*) from default_rates)::int as rates,
             (select sum(data_version) from portfolios)::int as versions`,
        )
      )[0],
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

export const HEADER = 'loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status';

/** A file of loans with the required columns; each row overrides some. */
export const loanFile = (...rows: Partial<typeof LOAN>[]): string =>
  [HEADER, ...rows.map((row) => Object.values({ ...LOAN, ...row }).join(','))].join('\n');

const LOAN = {
  loan_id: 'L-1',
  borrower: 'Acme',
  amount: '100',
  rate: '5',
  sector: 'Retail',
  maturity_date: '2030-01-01',
  credit_rating: 'BBB',
  status: 'Performing',
};

/** An error as one line: `2 L-1 amount NOT_A_DECIMAL`. */
export const inShort = (
  errors: { row: number; loanId: string | null; column: string | null; code: string }[],
) => errors.map(({ row, loanId, column, code }) => `${row} ${loanId} ${column} ${code}`);
