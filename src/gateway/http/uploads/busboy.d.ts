declare module 'busboy' {
  import type { IncomingHttpHeaders } from 'node:http';
  import type { Readable, Writable } from 'node:stream';

  interface FieldInfo {
    valueTruncated: boolean;
  }
  interface FileInfo {
    /** Absent where the part has none. */
    filename?: string;
    encoding: string;
    mimeType: string;
  }
  interface FileStream extends Readable {
    /** Emits `limit` when the file is as large as it may be; what follows of it is skipped. */
    truncated?: boolean;
  }
  interface Events {
    field: [name: string | undefined, value: string, info: FieldInfo];
    file: [name: string | undefined, stream: FileStream, info: FileInfo];
    error: [fault: Error];
    close: [];
  }
  interface Parser extends Writable {
    on<Name extends keyof Events>(event: Name, listener: (...args: Events[Name]) => void): this;
  }
  interface Options {
    headers: IncomingHttpHeaders;
    defParamCharset: string;
    limits: { fields: number; fieldSize: number; files: number; fileSize: number; parts: number };
  }

  /** Throws for a content type without a boundary. */
  export default function busboy(options: Options): Parser;
}
