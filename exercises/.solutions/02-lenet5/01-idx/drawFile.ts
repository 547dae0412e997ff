import { displayWidth, type Language, type WrongCall } from '@featuremap/grader';
import { headerLength, magicLength } from './idxFile.js';
import { bigEndian } from './readIdx.js';

type Args = readonly [bytes: Uint8Array];

const words = {
  en: {
    title: 'the file in rows of four bytes, where each row begins, and what it says',
    magic: (dimensions: number) => `magic number: type 8, dimensions: ${dimensions}`,
  },
  zh: {
    title: '文件的内容，每行四个字节；左边是起始位置，右边是含义',
    magic: (dimensions: number) => `魔数：类型 8，维度个数 ${dimensions}`,
  },
};

/** The header byte by byte, and the data around the wrong element; the row that is wrong is marked. */
export function drawFile({ args: [bytes], key, path: [index = 0], language }: WrongCall<Args>): string[] {
  const dimensions = bytes[3];
  const begin = headerLength(dimensions);
  const wrongRow = key === 'shape' ? magicLength + 4 * index : begin + index - (index % 4);
  const dataRows = key === 'data' && index >= 4 ? [begin, wrongRow] : [begin];
  const rows = [...Array.from({ length: 1 + dimensions }, (_, row) => 4 * row), ...dataRows];
  return [
    words[language].title,
    '',
    ...rows.flatMap((offset, row) => {
      const gap = row > 0 && offset > rows[row - 1] + 4 ? ['   …'] : [];
      return [...gap, line(bytes, offset, meaning(bytes, offset, language), offset === wrongRow)];
    }),
  ];
}

/** The first four bytes of a file. */
export function firstBytes(bytes: Uint8Array): string {
  return hex(bytes.subarray(0, 4));
}

function line(bytes: Uint8Array, offset: number, says: string, wrong: boolean): string {
  const row = hex(bytes.subarray(offset, offset + 4));
  return `${wrong ? '>' : ' '} ${String(offset).padStart(5)}   ${pad(row, 11)}   ${says}`;
}

function meaning(bytes: Uint8Array, offset: number, language: Language): string {
  const dimensions = bytes[3];
  if (offset === 0) return words[language].magic(dimensions);
  if (offset < headerLength(dimensions)) return `shape[${offset / 4 - 1}] = ${bigEndian(bytes, offset)}`;
  const first = offset - headerLength(dimensions);
  const values = bytes.subarray(offset, offset + 4);
  return `data[${first}] = ${[...values].join(', ')}, …`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
