/** What somebody shows who asks for a report. */
export interface Shown {
  token?: string;
  apiKey?: string;
  /** The password of HTTP Basic. */
  password?: string;
  headers?: Record<string, string>;
  method?: string;
}

export interface ReportAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
}

export const headersOf = ({ token, apiKey, password, headers }: Shown): Record<string, string> => ({
  ...(token && { authorization: `Bearer ${token}` }),
  ...(apiKey && { 'x-api-key': apiKey }),
  ...(password && { authorization: `Basic ${Buffer.from(`excel:${password}`).toString('base64')}` }),
  ...headers,
});

/** Asks for `Loans.csv?portfolioId=…` and the like. */
export async function askReport(url: string, path: string, shown: Shown): Promise<ReportAnswer> {
  const method = shown.method ?? 'GET';
  const response = await fetch(`${url}/reports/${path}`, { method, headers: headersOf(shown) });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
}

/** A problem as a test compares it. */
export const problemOf = ({ status, headers, text }: ReportAnswer) => {
  const { code, issues = [] } = JSON.parse(text) as { code: string; issues?: { path: unknown[] }[] };
  const places = issues.map(({ path }) => path.join('.'));
  return { status, type: headers.get('content-type'), code, places };
};

export const PROBLEM = 'application/problem+json; charset=utf-8';

/** Every report on record, as the audit trail tells it. */
export const EXPORTS =
  "select user_id::text as user, changes from audit_logs where action = 'EXPORT' and entity_type = 'Report' order by id";
