import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';
import { TorchFileError } from './torchFileError.js';

/** A file of this header, a JSON value or text, and so many bytes of data. */
function file(header: unknown, dataBytes = 0, headerLength?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('gives back what was written, bit for bit, with empty tensors, scalars and any name', () => {
    const tensors = new Map([
      ['net.0.weight', { shape: [2, 3], values: Float32Array.of(1, -0, Number.NaN, 1e-45, 3, 4) }],
      ['nothing', { shape: [0, 7], values: new Float32Array() }],
      ['числа "✓"', { shape: [], values: Float32Array.of(0.1) }],
    ]);
    const bytes = encodeSafetensors(tensors);
    expect(decodeSafetensors(bytes, 'x')).toEqual(tensors);
    // A window at an odd place of a larger buffer, as Node hands out.
    const larger = new Uint8Array(bytes.length + 5);
    larger.set(bytes, 3);
    expect(decodeSafetensors(larger.subarray(3, 3 + bytes.length), 'x')).toEqual(tensors);
    expect(decodeSafetensors(Buffer.from(bytes), 'x')).toEqual(tensors);
  });

  it('writes the layout of the reference implementation: a padded header, then little-endian numbers', () => {
    const bytes = encodeSafetensors(new Map([['a', { shape: [1], values: Float32Array.of(1) }]]));
    const header = '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const length = Math.ceil(header.length / 8) * 8;
    expect(Array.from(bytes.subarray(0, 8))).toEqual([length, 0, 0, 0, 0, 0, 0, 0]);
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + length))).toBe(header.padEnd(length));
    expect(Array.from(bytes.subarray(8 + length))).toEqual([0, 0, 0x80, 0x3f]);
  });

  it('reads tensors in whatever order the header names them', () => {
    const decoded = decodeSafetensors(file({ b: tensor(4, 12), a: tensor(0, 4) }, 12), 'x');
    expect([...decoded.keys()]).toEqual(['a', 'b']);
  });

  const broken: [what: string, bytes: Uint8Array, message: RegExp][] = [
    ['an empty file', new Uint8Array(), /got 0 bytes/],
    ['a file cut inside its header', file('{}').subarray(0, 9), /a header of 2 bytes in a file of 9 bytes/],
    ['a header length beyond all memory', file('{}', 0, 2n ** 63n), /a header of 9223372036854775808 bytes/],
    ['a file of torch.save', new TextEncoder().encode('PK\x03\x04archive/data.pkl'), /PyTorch's own format/],
    ['a header that is no JSON', file('{"a":'), /not a JSON object/],
    ['a header that is no UTF-8', file('{}', 0).fill(0xff, 8), /not a JSON object/],
    ['a header that is an array', file([]), /not a JSON object/],
    ['an entry that is null', file({ a: null }), /got null for tensor "a"/],
    ['an entry without a shape', file({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), /for tensor "a"/],
    ['a negative size', file({ a: tensor(0, 4, [-1]) }, 4), /for tensor "a"/],
    ['a negative offset', file({ a: tensor(-4, 0) }, 4), /for tensor "a"/],
    [
      'a shape of other size than its bytes',
      file({ a: tensor(0, 8, [3]) }, 8),
      /of shape \[3\], which takes 12/,
    ],
    ['a shape beyond all numbers', file({ a: tensor(0, 4, [2 ** 50, 2 ** 50]) }, 4), /which takes 5\.07/],
    [
      'tensors that overlap',
      file({ a: tensor(0, 8), b: tensor(4, 12) }, 12),
      /"b" from byte 4, which overlaps/,
    ],
    ['tensors with a hole between', file({ a: tensor(0, 4), b: tensor(8, 12) }, 12), /"b" .* leaves a hole/],
    [
      'data cut short',
      file({ a: tensor(0, 400) }, 399),
      /got 399 bytes of data where the header promises 400/,
    ],
    [
      'data that no tensor has',
      file({ a: tensor(0, 4) }, 8),
      /got 8 bytes of data where the header promises 4/,
    ],
  ];
  it.each(broken)('refuses %s', (_, bytes, message) => {
    const error = errorOf(bytes);
    expect(error).toMatchObject({ name: 'TorchFileError', code: 'NOT_SAFETENSORS' });
    expect(error.message).toMatch(
      /^weights\.safetensors: expected a safetensors file, got .*, in Python by /,
    );
    expect(error.message).toMatch(message);
  });

  it('refuses numbers of another type, and says how to convert them', () => {
    const error = errorOf(file({ a: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] } }, 4));
    expect(error.code).toBe('DTYPE');
    expect(error.message).toMatch(/tensor "a": expected dtype F32, got BF16. Call model.float\(\)/);
  });

  it('keeps its messages to one line of readable length, whatever the file says', () => {
    const { message } = errorOf(file({ [`a\n${'x'.repeat(10_000)}`]: new Array(10_000).fill('\n') }));
    expect(message.length).toBeLessThan(400);
    expect(message).not.toContain('\n');
  });
});

function errorOf(bytes: Uint8Array): TorchFileError {
  try {
    decodeSafetensors(bytes, 'weights.safetensors');
  } catch (error) {
    if (error instanceof TorchFileError) return error;
    throw error;
  }
  throw new Error('expected decodeSafetensors to throw');
}
