import type { IncomingMessage, ServerResponse } from 'node:http';
import busboy, { type FieldInfo, type FileInfo, type FileStream, type Parser } from 'busboy';
import type { FileUpload } from 'graphql-upload-minimal';
import { RefusedRequest } from '../http-errors.ts';
import { type PlacedUpload, placeUpload } from './placed-upload.ts';

export interface UploadLimits {
  maxFileBytes: number;
  /** Of `operations` and of `map`, each. */
  maxFieldBytes: number;
}

/** What a form may hold beside its fields until its file begins: boundaries and headers. */
const MAX_WRAPPING_BYTES = 64 * 1024;

/**
 * Receives a GraphQL multipart request: `operations`, `map` and one file, in this order. Answers the body as soon as
 * the file's place in it is known; the file then streams from the network to whoever opens it, and is kept nowhere.
 * Throws RefusedRequest.
 */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  limits: UploadLimits,
): Promise<object> {
  const reception = new Reception(request, openParser(request, limits));
  endAtMaxBytes(request, reception, limits);
  request.once('close', () => request.complete || reception.end(refused('The upload broke off.')));
  response.once('close', () => reception.end(refused('The request was answered before its file was read.')));
  return reception.body;
}

function openParser({ headers }: IncomingMessage, { maxFileBytes, maxFieldBytes }: UploadLimits): Parser {
  const limits = { fields: 2, fieldSize: maxFieldBytes, files: 1, fileSize: maxFileBytes, parts: 3 };
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits });
  } catch (fault) {
    throw refused((fault as Error).message);
  }
}

/** Not only a part can be too long, but also what comes before the first, or is no part at all. */
function endAtMaxBytes(request: IncomingMessage, reception: Reception, limits: UploadLimits): void {
  const maxBytes = 2 * limits.maxFieldBytes + MAX_WRAPPING_BYTES;
  let byteCount = 0;
  request.on('data', (chunk: Uint8Array) => {
    byteCount += chunk.byteLength;
    const isTooMuch = byteCount > maxBytes && !reception.hasFile;
    if (isTooMuch) reception.end(new RefusedRequest(413, 'The upload is too large.'));
  });
}

/** One form on its way in. */
class Reception {
  readonly body: Promise<object>;
  hasFile = false;
  readonly #request: IncomingMessage;
  readonly #parser: Parser;
  readonly #settle = Promise.withResolvers<object>();
  #operations: string | undefined;
  #placed: PlacedUpload | undefined;

  constructor(request: IncomingMessage, parser: Parser) {
    this.body = this.#settle.promise;
    this.#request = request;
    this.#parser = parser;
    parser.on('field', (name, value, info) => this.#field(name, value, info));
    parser.on('file', (name, stream, info) => this.#file(name, stream, info));
    parser.on('error', ({ message }) => this.end(refused(message)));
    parser.on('close', () => this.end(refused(this.#placed ? 'File missing in the request.' : SHAPE)));
    request.pipe(parser);
  }

  /** Whoever waits for what has not come yet is told why it never will; what is on its way runs dry. */
  end(fault: RefusedRequest): void {
    this.#settle.reject(fault);
    this.#placed?.upload.reject(fault);
    this.#request.unpipe(this.#parser);
    this.#request.resume();
    this.#parser.destroy();
  }

  #field(name: string | undefined, value: string, { valueTruncated }: FieldInfo): void {
    if (valueTruncated) this.end(new RefusedRequest(413, `The form field "${name}" is too large.`));
    else if (name === 'operations') this.#operations = value;
    else if (name === 'map' && this.#operations !== undefined) this.#place(this.#operations, value);
    else this.end(refused(SHAPE));
  }

  #place(operations: string, map: string): void {
    try {
      this.#placed = placeUpload(operations, map);
      this.#settle.resolve(this.#placed.body);
    } catch (fault) {
      this.end(fault as RefusedRequest);
    }
  }

  #file(name: string | undefined, stream: FileStream, info: FileInfo): void {
    // It ends with the connection, perhaps before anybody listens.
    stream.on('error', () => {});
    if (!this.#placed || name !== this.#placed.field) {
      this.end(refused(SHAPE));
      return;
    }
    this.hasFile = true;
    stream.once('limit', () => this.#truncate(stream));
    this.#placed.upload.resolve(fileUpload(name, stream, info));
  }

  /** Whoever reads a file that is too large need not wait for all of it. */
  #truncate(stream: FileStream): void {
    stream.truncated = true;
    stream.push(null);
    this.#request.unpipe(this.#parser);
    this.#request.resume();
  }
}

const SHAPE =
  'An upload has the form fields "operations" and "map", and then the file, under the name that "map" gives it.';

const refused = (message: string) => new RefusedRequest(400, message);

const fileUpload = (fieldName: string, stream: FileStream, info: FileInfo): FileUpload => ({
  fieldName,
  filename: info.filename ?? '',
  mimetype: info.mimeType,
  encoding: info.encoding,
  createReadStream: () => stream as ReturnType<FileUpload['createReadStream']>,
});
