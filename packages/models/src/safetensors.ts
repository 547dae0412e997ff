import { TorchFileError } from './torchFileError.js';

/** A tensor of a safetensors file. */
export interface SafeTensor {
  shape: readonly number[];
  values: Float32Array;
}

/** A tensor as the header describes it. */
interface Entry {
  name: string;
  shape: number[];
  begin: number;
  end: number;
}

/** The file begins with the header's length, an unsigned 64-bit number, little-endian. */
const LENGTH_BYTES = 8;
/** The reference implementation reads no longer headers either. */
const LONGEST_HEADER = 100_000_000;
/** The reference implementation pads the header with blanks, so that the numbers are aligned. */
const ALIGNMENT = 8;
const FLOAT32_BYTES = 4;
const METADATA = '__metadata__';

/**
 * Reads a safetensors file of float32 tensors, and is as strict as the reference implementation: every byte after
 * the header belongs to exactly one tensor.
 *
 * @param label the file, as messages name it
 * @returns copies of the tensors, by name, in the order of their bytes
 * @throws {@link TorchFileError} `NOT_SAFETENSORS` or `DTYPE`
 * @see https://github.com/huggingface/safetensors#format
 */
export function decodeSafetensors(bytes: Uint8Array, label: string): Map<string, SafeTensor> {
  const { entries, data } = readHeader(bytes, label);
  checkCoverage(entries, data.length, label);
  return new Map(
    entries.map(({ name, shape, begin, end }) => [
      name,
      { shape, values: floats(data.subarray(begin, end)) },
    ]),
  );
}

/** A copy: the window may begin at any byte. Not by `slice`, which in Node's Buffer is a window again. */
function floats(window: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(window).buffer);
}

/** Writes a safetensors file of float32 tensors, in their order. */
export function encodeSafetensors(tensors: ReadonlyMap<string, SafeTensor>): Uint8Array<ArrayBuffer> {
  let end = 0;
  const header: Record<string, object> = { [METADATA]: { format: 'pt' } };
  for (const [name, { shape, values }] of tensors) {
    const begin = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(' '.charCodeAt(0), LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  file.set(text, LENGTH_BYTES);
  const data = new Float32Array(file.buffer, LENGTH_BYTES + headerBytes);
  let at = 0;
  for (const { values } of tensors.values()) {
    data.set(values, at);
    at += values.length;
  }
  return file;
}

function readHeader(bytes: Uint8Array, label: string): { entries: Entry[]; data: Uint8Array } {
  if (startsWith(bytes, 'PK\x03\x04')) {
    throw bad(label, "got PyTorch's own format, a pickle, which may hold any program", 'Convert it');
  }
  if (bytes.length < LENGTH_BYTES) throw bad(label, `got ${bytes.length} bytes`, 'Save it again');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getBigUint64(0, true);
  const rest = bytes.length - LENGTH_BYTES;
  if (length > Math.min(rest, LONGEST_HEADER)) {
    throw bad(label, `got a header of ${length} bytes in a file of ${bytes.length} bytes`, 'Save it again');
  }
  const dataStart = LENGTH_BYTES + Number(length);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), label);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readEntry(name, value, label))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  return { entries, data: bytes.subarray(dataStart) };
}

function parseHeader(bytes: Uint8Array, label: string): object {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // What is no UTF-8 or no JSON is no header either.
  }
  throw bad(label, 'got a header that is not a JSON object', 'Save it again');
}

function readEntry(name: string, value: unknown, label: string): Entry {
  const { dtype, shape, data_offsets: offsets } = Object(value) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw bad(
      label,
      `got ${cut(JSON.stringify(value))} for tensor ${cut(JSON.stringify(name))}`,
      'Save it again',
    );
  }
  if (dtype !== 'F32') {
    throw new TorchFileError(
      'DTYPE',
      `${label}: tensor ${cut(JSON.stringify(name))}: expected dtype F32, got ${cut(dtype)}. Call model.float() in Python before saving.`,
    );
  }
  const [begin, end] = offsets as [number, number];
  const expected = FLOAT32_BYTES * shape.reduce((product, size) => product * size, 1);
  if (end - begin !== expected) {
    const got = `got bytes ${begin} to ${end} for tensor ${cut(JSON.stringify(name))} of shape [${cut(String(shape))}], which takes ${expected}`;
    throw bad(label, got, 'Save it again');
  }
  return { name, shape, begin, end };
}

/** Tensors follow one another from the first byte to the last. */
function checkCoverage(entries: readonly Entry[], bytes: number, label: string): void {
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== covered) {
      const what = begin < covered ? 'overlaps another' : 'leaves a hole';
      throw bad(
        label,
        `got tensor ${cut(JSON.stringify(name))} from byte ${begin}, which ${what}: expected ${covered}`,
        'Save it again',
      );
    }
    covered = end;
  }
  if (covered === bytes) return;
  throw bad(label, `got ${bytes} bytes of data where the header promises ${covered}`, 'Save it again');
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(size => Number.isSafeInteger(size) && size >= 0);
}

/** What a damaged file says may be of any length. */
export function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((char, i) => bytes[i] === char.charCodeAt(0));
}

function bad(label: string, got: string, advice: string): TorchFileError {
  const how = 'safetensors.torch.save_file(model.state_dict(), "weights.safetensors")';
  return new TorchFileError(
    'NOT_SAFETENSORS',
    `${label}: expected a safetensors file, ${got}. ${advice}, in Python by ${how}.`,
  );
}
