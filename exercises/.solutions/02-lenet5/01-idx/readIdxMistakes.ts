import type { Mistake, Text } from '@featuremap/grader';
import { bigEndian, dataFrom, readIdx, wholeBuffer } from './readIdx.js';

const littleEndian = (bytes: Uint8Array, offset: number) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);

/** The first four bytes as a number, 2048 + the dimensions, in the two ways of computing it that never throw. */
const shifted = ([a, b, c, d]: Uint8Array) => (a << 24) | (b << 16) | (c << 8) | d;
const shiftedSize = (bytes: Uint8Array, offset: number) => shifted(bytes.subarray(offset, offset + 4));
const multiplied = ([a, b, c, d]: Uint8Array) => a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
const multipliedSize = (bytes: Uint8Array, offset: number) => multiplied(bytes.subarray(offset, offset + 4));

const inWholeBuffer = (bytes: Uint8Array, offset: number) => bigEndian(wholeBuffer(bytes), offset);
const dataInWholeBuffer = (bytes: Uint8Array, dimensions: number) => dataFrom(wholeBuffer(bytes), dimensions);

const says = {
  'always-three-dimensions': {
    en: 'You always read three sizes. That fits the images; the labels have one dimension, and behind its size the data begins. The fourth byte, bytes[3], says how many sizes there are.',
    zh: '你总是读三个大小。图像文件正好如此，而标签文件只有一个维度，它的大小后面紧接着就是数据。有几个大小，由第四个字节 bytes[3] 决定。',
  },
  'header-fixed-at-16': {
    en: 'Your data always begins at byte 16, where it begins in a file of three dimensions. A header has four bytes for each dimension: the data begins at 4 + 4 * dimensions.',
    zh: '你的数据总是从下标 16 处开始，只有三个维度的文件才是这样。文件头里每个维度占四个字节，数据应从下标 4 + 4 * dimensions 处开始。',
  },
  'dimensions-as-32-bit': {
    en: 'You read all four bytes of the magic number as the number of dimensions: 00 00 08 03 would be 2051 of them. Each of the four bytes has a meaning of its own; the number of dimensions is the last one, bytes[3].',
    zh: '你把魔数的四个字节合起来当成了维度的个数：00 00 08 03 就成了 2051 个维度。这四个字节各有各的含义，维度的个数只是最后一个字节 bytes[3]。',
  },
  'byte-offset-ignored': {
    en: 'You read from the beginning of bytes.buffer, and there lies another file. A Uint8Array may be a window on a part of a larger buffer, as it often is with files that Node reads: either take bytes itself (bytes[4], bytes.subarray), or say where it begins: new DataView(bytes.buffer, bytes.byteOffset).',
    zh: '你是从 bytes.buffer 的开头读的，而那里放着另一个文件。Uint8Array 可以只是一块更大缓冲区中的一段，Node 读出来的文件常常如此：要么直接用 bytes（bytes[4]、bytes.subarray），要么说明它从哪里开始：new DataView(bytes.buffer, bytes.byteOffset)。',
  },
  'sizes-from-byte-0': {
    en: 'Your first size is the magic number itself, 0x0800 + the number of dimensions. The sizes come behind it: size d begins at byte 4 + 4 * d.',
    zh: '你读到的第一个大小其实是魔数本身，也就是 0x0800 加上维度的个数。各个大小排在它后面：大小 d 从下标 4 + 4 * d 处开始。',
  },
} satisfies Record<string, Text>;

type ReadIdxMistake = Mistake<readonly [bytes: Uint8Array]>;

/** The usual mistakes in reading an IDX file; some can be written in several ways. */
export const readIdxMistakes: readonly ReadIdxMistake[] = [
  {
    id: 'little-endian',
    says: {
      en: 'The bytes of each size are taken in the wrong order, the last one as the one that counts most. IDX is big-endian, the first one counts most: 00 00 01 05 is 1 * 256 + 5 = 261. getUint32(offset) of a DataView reads it so; getUint32(offset, true) does not.',
      zh: '每个大小的字节顺序读反了，你把最后一个字节当成了最高位。IDX 是大端序，第一个字节是最高位：00 00 01 05 是 1 * 256 + 5 = 261。DataView 的 getUint32(offset) 就是这样读的，getUint32(offset, true) 则相反。',
    },
    instead: bytes => readIdx(bytes, { size: littleEndian }),
  },
  {
    id: 'size-from-one-byte',
    says: {
      en: 'You take one byte of each size. A size has four bytes, and a byte alone cannot say more than 255: 00 00 01 05 is 1 * 256 + 5 = 261.',
      zh: '每个大小你只取了一个字节。大小占四个字节，单独一个字节最多表示到 255：00 00 01 05 是 1 * 256 + 5 = 261。',
    },
    instead: bytes => readIdx(bytes, { size: (all, offset) => all[offset + 3] }),
  },
  {
    id: 'sizes-from-byte-0',
    says: says['sizes-from-byte-0'],
    instead: bytes => readIdx(bytes, { sizesFrom: 0 }),
  },
  {
    id: 'sizes-from-byte-0',
    says: says['sizes-from-byte-0'],
    instead: bytes => readIdx(bytes, { sizesFrom: 0, data: (all, count) => all.subarray(4 * count) }),
  },
  {
    id: 'always-three-dimensions',
    says: says['always-three-dimensions'],
    instead: bytes => readIdx(bytes, { dimensions: () => 3 }),
  },
  {
    id: 'always-three-dimensions',
    says: says['always-three-dimensions'],
    instead: bytes => readIdx(bytes, { dimensions: () => 3, data: all => dataFrom(all, all[3]) }),
  },
  {
    id: 'header-fixed-at-16',
    says: says['header-fixed-at-16'],
    instead: bytes => readIdx(bytes, { data: all => all.subarray(16) }),
  },
  {
    id: 'dimensions-as-32-bit',
    says: says['dimensions-as-32-bit'],
    instead: bytes => readIdx(bytes, { dimensions: shifted }),
  },
  {
    id: 'dimensions-as-32-bit',
    says: says['dimensions-as-32-bit'],
    instead: bytes => readIdx(bytes, { dimensions: shifted, size: shiftedSize }),
  },
  {
    id: 'dimensions-as-32-bit',
    says: says['dimensions-as-32-bit'],
    instead: bytes => readIdx(bytes, { dimensions: multiplied, size: multipliedSize }),
  },
  {
    id: 'dimensions-from-the-type',
    says: {
      en: 'You read as many sizes as the third byte says, which is always 8 here: it is the type of the elements, 8 for unsigned bytes. The number of dimensions stands behind it, in bytes[3].',
      zh: '你按第三个字节去读大小的个数，而它在这里总是 8：那是元素的类型，8 表示无符号字节。维度的个数在它后面，是 bytes[3]。',
    },
    instead: bytes => readIdx(bytes, { dimensions: ([, , type]) => type }),
  },
  {
    id: 'header-left-in-the-data',
    says: {
      en: 'Your data begins with the header: it is the whole file. Cut the header off: bytes.subarray(4 + 4 * dimensions).',
      zh: '你的数据是整个文件，开头还带着文件头。要把文件头去掉：bytes.subarray(4 + 4 * dimensions)。',
    },
    instead: bytes => readIdx(bytes, { data: all => all }),
  },
  {
    id: 'sizes-left-in-the-data',
    says: {
      en: 'Your data begins behind the first four bytes, where the sizes stand. The header has four bytes more for each dimension: the data begins at 4 + 4 * dimensions.',
      zh: '你的数据紧跟在前四个字节之后，可那里放的是各个大小。每个维度在文件头里还要再占四个字节：数据应从下标 4 + 4 * dimensions 处开始。',
    },
    instead: bytes => readIdx(bytes, { data: all => all.subarray(4) }),
  },
  {
    id: 'signed-bytes',
    says: {
      en: 'Your data has negative numbers: you read bytes from 128 on as signed ones. Type 8 means unsigned, 0 to 255: keep it in a Uint8Array, not in an Int8Array.',
      zh: '你的数据里出现了负数：从 128 起的字节被当成有符号数了。类型 8 表示无符号，取值 0 到 255：请用 Uint8Array，不要用 Int8Array。',
    },
    instead: bytes => {
      const { shape, data } = readIdx(bytes);
      return { shape, data: Array.from(data, byte => (byte > 127 ? byte - 256 : byte)) };
    },
  },
  {
    id: 'first-size-only',
    says: {
      en: 'Your shape has the first size alone. Read one for each dimension, in a loop that runs bytes[3] times: images have three, how many, their height and their width.',
      zh: '你的 shape 只有第一个大小。每个维度都要读一个，循环 bytes[3] 次：图像有三个，依次是张数、高和宽。',
    },
    instead: bytes => {
      const { shape, data } = readIdx(bytes);
      return { shape: shape.slice(0, 1), data };
    },
  },
  {
    id: 'shape-reversed',
    says: {
      en: 'The sizes in your shape are in reverse order. Keep them as they stand in the file: for images how many, height, width.',
      zh: '你的 shape 里各个大小的顺序颠倒了。请保持它们在文件中的顺序：对图像来说是张数、高、宽。',
    },
    instead: bytes => {
      const { shape, data } = readIdx(bytes);
      return { shape: [...shape].reverse(), data };
    },
  },
  ...byteOffsetMistakes(),
];

/** Every part of the file can be read from the wrong beginning, alone or with the others. */
function byteOffsetMistakes(): ReadIdxMistake[] {
  const readings = [
    { size: inWholeBuffer },
    { data: dataInWholeBuffer },
    { size: inWholeBuffer, data: dataInWholeBuffer },
  ];
  const mistake = (instead: ReadIdxMistake['instead']) => ({
    id: 'byte-offset-ignored',
    says: says['byte-offset-ignored'],
    instead,
  });
  return [
    ...readings.map(reading => mistake(bytes => readIdx(bytes, reading))),
    mistake(bytes => readIdx(wholeBuffer(bytes))),
    mistake(bytes => readIdx(bytes, { dimensions: () => wholeBuffer(bytes)[3], size: inWholeBuffer })),
  ];
}
