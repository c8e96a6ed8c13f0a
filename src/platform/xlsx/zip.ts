import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive, its text in pieces that are made when they are wanted. */
export interface ZipEntry {
  path: string;
  text: Iterable<string> | AsyncIterable<string>;
}

/** Beyond these sizes an archive needs records that not every reader knows. */
const MAX_BYTES = 0xffff_ffff;
/** Sizes follow the data, because nobody knows them before; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: the same workbook has the same bytes whenever it was written. */
const DAY = 0x21;

interface Written {
  name: Buffer;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** A ZIP archive (PKWARE APPNOTE 6.3), piece by piece, holding none of the files. Throws beyond 4 GiB. */
export async function* zipArchive(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { path, text } of entries) {
    const file: Written = { name: Buffer.from(path), offset, crc: 0, packed: 0, size: 0 };
    const head = localHeader(file);
    yield head;
    for await (const piece of packed(text, file)) yield piece;
    const tail = descriptor(file);
    yield tail;
    offset += head.length + file.packed + tail.length;
    if (Math.max(file.size, offset) > MAX_BYTES) throw new Error('The workbook is larger than 4 GiB.');
    written.push(file);
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  yield end(written.length, directory.length, offset);
}

/** The packed bytes of a text; notes in `file` what there was. */
async function* packed(text: ZipEntry['text'], file: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  const pieces: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => pieces.push(piece));
  const take = () => {
    const piece = Buffer.concat(pieces.splice(0));
    file.packed += piece.length;
    return piece;
  };
  try {
    for await (const part of text) {
      const bytes = Buffer.from(part);
      file.crc = crc32(bytes, file.crc);
      file.size += bytes.length;
      await told((done) => deflate.write(bytes, done));
      yield take();
    }
    await new Promise((resolve, reject) => deflate.once('end', resolve).once('error', reject).end());
    yield take();
  } finally {
    deflate.destroy();
  }
}

const told = (work: (done: (error?: Error | null) => void) => void) =>
  new Promise<void>((resolve, reject) => work((error) => (error ? reject(error) : resolve())));

/** Little-endian: as many bytes as said for each. */
function record(...fields: [value: number, bytes: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((total, [, bytes]) => total + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

const localHeader = ({ name }: Written) =>
  Buffer.concat([
    record(
      [0x04034b50, 4],
      [VERSION, 2],
      [FLAGS, 2],
      [DEFLATED, 2],
      [0, 2],
      [DAY, 2],
      [0, 4],
      [0, 4],
      [0, 4],
      [name.length, 2],
      [0, 2],
    ),
    name,
  ]);

const descriptor = ({ crc, packed: packedSize, size }: Written) =>
  record([0x08074b50, 4], [crc, 4], [packedSize, 4], [size, 4]);

const centralHeader = ({ name, offset, crc, packed: packedSize, size }: Written) =>
  Buffer.concat([
    record(
      [0x02014b50, 4],
      [VERSION, 2],
      [VERSION, 2],
      [FLAGS, 2],
      [DEFLATED, 2],
      [0, 2],
      [DAY, 2],
      [crc, 4],
      [packedSize, 4],
      [size, 4],
      [name.length, 2],
      [0, 6],
      [0, 2],
      [0, 4],
      [offset, 4],
    ),
    name,
  ]);

const end = (count: number, directoryBytes: number, offset: number) =>
  record([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directoryBytes, 4], [offset, 4], [0, 2]);
