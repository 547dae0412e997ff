import { displayWidth, formatNumber, type Language, type WrongCall } from '@featuremap/grader';
import { type Args, batches, inOrder, swap } from './shuffling.js';

/** More samples than these make lines that are too long. */
const most = 10;

/** How the order comes about, swap by swap, and how it is cut. */
export function drawBatches({ args, language }: WrongCall<Args>): string[] {
  const [count, batchSize, options] = args;
  const cuts = batches(...args);
  const words = {
    en: `${count} samples in batches of ${batchSize}, the last one of ${cuts.at(-1)?.length}`,
    zh: `${count} 个样本，每批 ${batchSize} 个，最后一批 ${cuts.at(-1)?.length} 个`,
  }[language];
  const line = cuts.map(batch => batch.join(' ')).join(' | ');
  const swaps = options.shuffle && count <= most ? [...drawSwaps(count, options.draws, language), ''] : [];
  return [...swaps, words, '', line.length < 80 ? line : `${line.slice(0, 74)} …`];
}

/** The first `count - 1` swaps, with what `random` gave and the order after each. */
function drawSwaps(count: number, draws: readonly number[], language: Language): string[] {
  const order = inOrder(count);
  const after = { en: 'order after the swap', zh: '交换之后的 order' }[language];
  const rows = [
    ['i', 'random()', 'j', after],
    ['', '', '', row(order)],
  ];
  for (let i = count - 1; i > 0; i--) {
    const drawn = draws[count - 1 - i];
    const j = Math.floor(drawn * (i + 1));
    swap(order, i, j);
    rows.push([
      String(i),
      formatNumber(drawn),
      `floor(${formatNumber(drawn * (i + 1))}) = ${j}`,
      row(order, i, j),
    ]);
  }
  return aligned(rows);
}

/** A list with two of its places in brackets. */
function row(order: readonly number[], ...marked: readonly number[]): string {
  return order.map((sample, place) => (marked.includes(place) ? `[${sample}]` : ` ${sample} `)).join('');
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(cells => displayWidth(cells[column]))));
  return rows.map(cells =>
    cells
      .map((cell, column) => cell + ' '.repeat(widths[column] - displayWidth(cell)))
      .join('   ')
      .trimEnd(),
  );
}
