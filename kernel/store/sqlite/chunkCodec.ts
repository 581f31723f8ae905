import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { TraceBatch } from "../../model/index.ts";

/**
 * How a run of trace records lies on disk: one zstd frame over the columns one after another.
 *
 * | part     | bytes                      | why |
 * | -------- | -------------------------- | --- |
 * | format   | 1                          | the version of this layout |
 * | width    | 1                          | bytes per name: 1, 2 or 4, as small as the table allows |
 * | kinds    | length                     | |
 * | names    | length x width             | |
 * | times    | length x 8                 | differences of the bit patterns, then all first bytes, all second bytes...: neighbours are alike |
 * | values   | length x 8                 | transposed in the same way, without differences: counts and gauges repeat |
 * | texts    | JSON array                 | messages and logs |
 *
 * Exact: every bit of every number comes back, which the trace hash depends on.
 */
const formatVersion = 1;

/** Level 3 costs a third of level 1's speed and saves a tenth of the bytes; see test/bench/store. */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** The columns of a batch that the chunk's other SQL columns do not hold. */
export type ChunkColumns = Pick<TraceBatch, "length" | "kinds" | "times" | "names" | "values" | "texts">;

export function encodeChunk(columns: ChunkColumns): Uint8Array {
  const { length, kinds, names, times, values, texts } = columns;
  const width = nameWidth(names);
  const textBytes = texts.length > 0 ? Buffer.from(JSON.stringify(texts)) : Buffer.alloc(0);
  const bytes = Buffer.allocUnsafe(2 + length * (1 + width + 16) + textBytes.length);
  bytes[0] = formatVersion;
  bytes[1] = width;
  let at = 2;
  bytes.set(kinds.subarray(0, length), at);
  at += length;
  bytes.set(bytesOf(narrowed(names, width)), at);
  at += length * width;
  transpose(bytesOf(differences(times)), bytes, at, length);
  at += length * 8;
  transpose(bytesOf(values), bytes, at, length);
  at += length * 8;
  bytes.set(textBytes, at);
  return zstdCompressSync(bytes, compression);
}

export function decodeChunk(data: Uint8Array, length: number): ChunkColumns {
  const bytes = zstdDecompressSync(data);
  if (bytes[0] !== formatVersion) {
    throw new RangeError(`The trace is stored in format ${String(bytes[0])}, which this version does not know.`);
  }
  const width = bytes[1]!;
  let at = 2;
  const kinds = new Uint8Array(length);
  kinds.set(bytes.subarray(at, at + length));
  at += length;
  const names = widened(bytes.subarray(at, at + length * width), width, length);
  at += length * width;
  const times = new Float64Array(length);
  restoreSums(bytes, at, times);
  at += length * 8;
  const values = new Float64Array(length);
  restore(bytes, at, values);
  at += length * 8;
  const texts = at < bytes.length ? (JSON.parse(bytes.toString("utf8", at)) as string[]) : [];
  return { length, kinds, times, names, values, texts };
}

function nameWidth(names: Uint32Array): 1 | 2 | 4 {
  let largest = 0;
  for (const name of names) if (name > largest) largest = name;
  return largest < 0x100 ? 1 : largest < 0x1_0000 ? 2 : 4;
}

function narrowed(names: Uint32Array, width: number): Uint8Array | Uint16Array | Uint32Array {
  return width === 1 ? Uint8Array.from(names) : width === 2 ? Uint16Array.from(names) : names;
}

function widened(bytes: Uint8Array, width: number, length: number): Uint32Array {
  // A copy of its own: a Buffer's slice shares memory and may lie anywhere in it.
  const copy = Uint8Array.from(bytes).buffer;
  return width === 4
    ? new Uint32Array(copy, 0, length)
    : Uint32Array.from(width === 1 ? new Uint8Array(copy, 0, length) : new Uint16Array(copy, 0, length));
}

function bytesOf(array: Uint8Array | Uint16Array | Uint32Array | Float64Array | BigInt64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Bit patterns as integers, each less the one before: equal steps of time give nearly equal numbers. */
function differences(times: Float64Array): BigInt64Array {
  const bits = new BigInt64Array(times.slice().buffer);
  for (let i = bits.length - 1; i > 0; i -= 1) bits[i] = bits[i]! - bits[i - 1]!;
  return bits;
}

/** Byte 0 of every number, then byte 1 of every number, and so on. */
function transpose(from: Uint8Array, to: Uint8Array, at: number, length: number): void {
  for (let byte = 0; byte < 8; byte += 1) {
    const start = at + byte * length;
    for (let i = 0, source = byte; i < length; i += 1, source += 8) to[start + i] = from[source]!;
  }
}

/** Puts the bytes of numbers together again: a number at a time, since each loop through all of them costs as much. */
function restore(from: Uint8Array, at: number, to: Float64Array): void {
  const { length } = to;
  const words = new Uint32Array(to.buffer);
  const place = (byte: number): Uint8Array => from.subarray(at + byte * length, at + (byte + 1) * length);
  const [a, b, c, d] = [place(0), place(1), place(2), place(3)];
  const [e, f, g, h] = [place(4), place(5), place(6), place(7)];
  for (let i = 0, word = 0; i < length; i += 1, word += 2) {
    words[word] = a[i]! | (b[i]! << 8) | (c[i]! << 16) | (d[i]! << 24);
    words[word + 1] = e[i]! | (f[i]! << 8) | (g[i]! << 16) | (h[i]! << 24);
  }
}

/** The same, where each but the first is stored as the difference to the one before, as integers of 64 bits. */
function restoreSums(from: Uint8Array, at: number, to: Float64Array): void {
  restore(from, at, to);
  const words = new Uint32Array(to.buffer);
  let low = 0;
  let high = 0;
  for (let word = 0; word < words.length; word += 2) {
    low += words[word]!;
    const carry = low > 0xffff_ffff ? 1 : 0;
    low >>>= 0;
    high = (high + words[word + 1]! + carry) >>> 0;
    words[word] = low;
    words[word + 1] = high;
  }
}
