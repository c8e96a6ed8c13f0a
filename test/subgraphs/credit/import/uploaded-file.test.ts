import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileUpload } from 'graphql-upload-minimal';
import { receiveUpload } from '../../../../src/gateway/http/uploads/receive-upload.ts';
import { plainName, UploadedFile } from '../../../../src/subgraphs/credit/import/uploaded-file.ts';

const LIMIT_BYTES = 1_000_000;
const LIMITS = { maxFileBytes: LIMIT_BYTES, maxFieldBytes: 1_000 };

type Work = (file: UploadedFile) => Promise<unknown>;

/** Serves uploads over HTTP as the gateway does; answers what `work` makes of the file, or its error. */
async function withServer<Result>(work: Work, ask: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(async (incoming, response) => {
    try {
      const { variables } = (await receiveUpload(incoming, response, LIMITS)) as {
        variables: { file: { promise: Promise<FileUpload> } };
      };
      const file = new UploadedFile(variables.file.promise);
      const answer = await work(file)
        .catch((error: Error) => error.message)
        .finally(() => file.discard());
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.writeHead(400).end(JSON.stringify(String(error)));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const form = (file: Blob | null, name = 'book.csv') => {
  const body = new FormData();
  body.append('operations', JSON.stringify({ query: '{ __typename }', variables: { file: null } }));
  body.append('map', JSON.stringify({ 0: ['variables.file'] }));
  if (file) body.append('0', file, name);
  return body;
};

const post = (work: Work, body: FormData) =>
  withServer(work, async (url) => (await fetch(url, { method: 'POST', body })).json());

const countBytes: Work = async (file) => {
  let count = 0;
  for await (const piece of file.bytes()) count += piece.byteLength;
  return { name: await file.name(), count };
};

describe('an upload over HTTP', () => {
  test('is read to its end', async () => {
    expect(await post(countBytes, form(new Blob(['x'.repeat(900_000)])))).toEqual({
      name: 'book.csv',
      count: 900_000,
    });
  });

  test('is refused in words beyond the size limit', async () => {
    expect(await post(countBytes, form(new Blob(['x'.repeat(3_000_000)])))).toBe(
      'file: the file is larger than the limit of 1,000,000 bytes; split it',
    );
  });

  test('is refused in words where the file is missing', async () => {
    expect(await post(countBytes, form(null))).toBe(
      'file: the file did not arrive: File missing in the request.',
    );
  });

  test('does not keep its sender waiting when nobody wants it', async () => {
    const refuse: Work = async () => {
      throw new Error('Portfolio not found.');
    };
    expect(await post(refuse, form(new Blob(['x'.repeat(900_000)])))).toBe('Portfolio not found.');
  });

  test('does not keep its sender waiting when a reader stops early', async () => {
    const readOnce: Work = async (file) => {
      for await (const piece of file.bytes()) return piece.byteLength > 0;
    };
    expect(await post(readOnce, form(new Blob(['x'.repeat(900_000)])))).toBe(true);
  });

  test('is refused in words when its sender goes away', async () => {
    const told = Promise.withResolvers<string>();
    const work: Work = (file) => countBytes(file).catch((error: Error) => told.resolve(error.message));
    await withServer(work, async (url) => {
      const whole = new Request(url, { method: 'POST', body: form(new Blob(['x'.repeat(900_000)])) });
      const headers = { 'content-type': whole.headers.get('content-type') as string };
      const sending = request(url, { method: 'POST', headers }).on('error', () => {});
      sending.write(Buffer.from(await whole.arrayBuffer()).subarray(0, 5_000));
      setTimeout(() => sending.destroy(), 100);
      expect(await told.promise).toBe('file: the upload broke off before its end');
    });
  });
});

test('the name on record has no folders, nothing that cannot be seen, and an end', () => {
  expect(plainName('C:\\Users\\me\\book.csv')).toBe('book.csv');
  expect(plainName('../../etc/book.csv')).toBe('book.csv');
  expect(plainName('bo\u0000ok\r\n\u202e.csv')).toBe('book.csv');
  expect([...plainName('😀'.repeat(300))]).toHaveLength(255);
  expect(plainName('Büro\ud800.csv')).toBe('Büro\ufffd.csv');
  expect(plainName('folder/')).toBe('unnamed');
  expect(plainName(undefined)).toBe('unnamed');
});
