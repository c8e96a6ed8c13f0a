import type { Readable } from 'node:stream';
import type { FileUpload } from 'graphql-upload-minimal';
import { refuseFile } from './refuse-file.ts';

/** The stream of an upload: one that reached the size limit ends early, as if that were all. */
type UploadStream = Readable & { truncated?: boolean };

/** A file as it comes in over the network. Whoever opened it must discard it in the end, whatever happened. */
export class UploadedFile {
  readonly #upload: Promise<FileUpload>;
  #stream: UploadStream | undefined;

  constructor(upload: Promise<FileUpload>) {
    this.#upload = upload;
  }

  /** Its name for the record: no folders, nothing that cannot be seen, at most 255 characters. */
  async name(): Promise<string> {
    const { filename } = await this.#received();
    return plainName(filename);
  }

  /** Its bytes, once. Throws BAD_USER_INPUT where they end too early. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    const stream = await this.#open();
    let byteCount = 0;
    try {
      for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
        byteCount += chunk.byteLength;
        yield chunk;
      }
    } catch {
      throw refuseFile('the upload broke off before its end');
    }
    if (stream.truncated) throw tooLarge(byteCount);
  }

  /** Lets the rest run dry: the request around it would never end while nobody reads. */
  discard(): void {
    this.#open().then(
      (stream) => stream.on('error', () => {}).resume(),
      () => {},
    );
  }

  async #open(): Promise<UploadStream> {
    const upload = await this.#received();
    try {
      this.#stream ??= upload.createReadStream();
      return this.#stream;
    } catch (fault) {
      throw isTooLarge(fault) ? tooLarge() : refuseFile('the upload broke off before its end');
    }
  }

  async #received(): Promise<FileUpload> {
    return this.#upload.catch((fault: Error) => {
      throw refuseFile(`the file did not arrive: ${fault.message}`);
    });
  }
}

const MAX_NAME_CHARACTERS = 255;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function plainName(path: string | undefined): string {
  const name = (path ?? '').split(/[/\\]/).at(-1)!;
  const visible = name.toWellFormed().replace(INVISIBLE, '').trim();
  return [...visible].slice(0, MAX_NAME_CHARACTERS).join('') || 'unnamed';
}

const isTooLarge = (fault: unknown) => (fault as { status?: number }).status === 413;

const tooLarge = (limitBytes?: number) =>
  refuseFile(
    limitBytes
      ? `the file is larger than the limit of ${limitBytes.toLocaleString('en-US')} bytes; split it`
      : 'the file is larger than the limit; split it',
  );
