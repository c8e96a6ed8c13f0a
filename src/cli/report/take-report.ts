import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { MikroORM } from '@mikro-orm/postgresql';
import { reportBody, requireRoom } from '../../gateway/reports/body/report-body.ts';
import type { Format } from '../../gateway/reports/formats.ts';
import type { OpenReport } from '../../gateway/reports/open-report.ts';
import { readReport } from '../../gateway/reports/read-report.ts';
import { recordReport } from '../../gateway/reports/record-report.ts';
import { reportPlanner } from '../../gateway/reports/report-plan.ts';
import { readReportRequest } from '../../gateway/reports/report-request.ts';
import { titleLine } from '../../gateway/reports/report-title.ts';
import { requireReporter } from '../../gateway/reports/require-reporter.ts';
import { contextAs, openGraph } from '../../graph-as.ts';
import { systemClock } from '../../platform/clock.ts';
import { showProgress } from '../progress.ts';
import { askGraph } from './ask-graph.ts';
import { writeOut } from './write-out.ts';

export interface TakenReport {
  name: string;
  /** Whose rights count. */
  as: string;
  format: Format;
  /** Variables and options, as an address has them. */
  given: URLSearchParams;
  /** A file; undefined: the output. */
  out: string | undefined;
}

/** Writes a report on somebody's behalf. Throws what over HTTP would be a problem; no file is there then. */
export async function takeReport(taken: TakenReport, orm: MikroORM): Promise<void> {
  const { name, as, format, given, out } = taken;
  // Nothing is signed here, so that any secret does.
  const open = await openGraph(orm, randomBytes(32).toString('hex'), systemClock);
  const context = (await contextAs(open, as))();
  await requireReporter(context, { document: name, format });
  const document = await open.house.documents.byName(name, context);
  if (!document) throw new Error(`There is no report "${name}".`);
  const { schema } = open;
  const asked = readReportRequest(schema, reportPlanner(schema)(document), format, given);
  const admit = async (report: OpenReport) => {
    requireRoom(report, format);
    await recordReport(context, asked, report, `riskgraph on ${hostname()}`);
    return true;
  };
  const write = async (report: OpenReport) => {
    const progress = showProgress(rowsOf(report), 'rows');
    const watched = watchedRows(report, progress.advance);
    const title = titleLine(name, report.title, context.clock);
    const body = reportBody(watched, { ...asked, title, name });
    await writeOut(body, out).finally(progress.stop);
  };
  await readReport({ schema, ...asked, context, ask: askGraph(schema) }, { admit, write });
}

const rowsOf = ({ tables }: OpenReport) => tables.reduce((total, { rowCount }) => total + rowCount, 0);

const watchedRows = (report: OpenReport, onRows: (count: number) => void): OpenReport => ({
  ...report,
  tables: report.tables.map((table) => ({ ...table, pages: watchedPages(table.pages, onRows) })),
});

async function* watchedPages(pages: AsyncIterable<unknown[]>, onRows: (count: number) => void) {
  for await (const rows of pages) {
    yield rows;
    onRows(rows.length);
  }
}
