import { requireRoom } from '../../../src/gateway/reports/body/report-body.ts';
import { FORMATS } from '../../../src/gateway/reports/formats.ts';
import { fileName, titleLine } from '../../../src/gateway/reports/report-title.ts';
import { clockAt, NOW } from '../../support/context.ts';

async function* none() {}

const tableOf = (rowCount: number) => ({ name: 'loans', columns: [], rowCount, pages: none() });
const report = (rowCount: number) => ({ title: { portfolio: [], asOf: [] }, tables: [tableOf(rowCount)] });

describe('a report that is longer than a sheet', () => {
  it('is refused as a workbook before anything is written, and has room in every other format', () => {
    expect(() => requireRoom(report(1_048_574), 'xlsx')).not.toThrow();
    expect(() => requireRoom(report(1_048_575), 'xlsx')).toThrow(
      'list.loans: 1048575 rows; a sheet has room for 1048574. Ask for CSV or JSON Lines, or for fewer of them.',
    );
    for (const format of FORMATS.filter((other) => other !== 'xlsx'))
      expect(() => requireRoom(report(5_000_000), format)).not.toThrow();
  });
});

describe("a report's title", () => {
  const clock = clockAt(NOW);

  it('says whose numbers of which day it shows, and when it was made', () => {
    const title = { portfolio: ['Harbour', 'Quay'], asOf: ['2026-12-31'] };
    expect(titleLine('Loans', title, clock)).toBe(
      'Loans · Harbour · Quay · as of 2026-12-31 · generated 2026-03-01 12:00:00 UTC',
    );
    expect(titleLine('Loans', { portfolio: [], asOf: [] }, clock)).toBe(
      'Loans · as of 2026-03-01 · generated 2026-03-01 12:00:00 UTC',
    );
  });

  it.each([
    [['Harbour'], 'Loans Harbour 2026-03-01.csv'],
    [['Harbour', 'Quay'], 'Loans 2026-03-01.csv'],
    [['../../etc/passwd'], 'Loans .. .. etc passwd 2026-03-01.csv'],
    [['a\r\nb: c "d"'], 'Loans a b c d 2026-03-01.csv'],
    [['Größe 📈'], 'Loans Größe 📈 2026-03-01.csv'],
  ])('of %j makes the file name %j', (portfolio, name) => {
    expect(fileName('Loans', { portfolio, asOf: [] }, clock, 'csv')).toBe(name);
  });
});
