import { beside, displayWidth, type Language, type Text } from '@featuremap/grader';
import type * as tf from '@tensorflow/tfjs';

/** A layer as a table shows it. */
export interface Row {
  readonly kind: string;
  /** The kind with what else is to be seen: an activation, a dropout's rate. */
  readonly label: string;
  readonly shape: string;
  readonly parameters: number;
}

/** A network's layers and the shape of its input. */
export interface LayerRows {
  readonly inputShape: string;
  readonly rows: readonly Row[];
}

/** A row for each layer; an activation that is a layer of its own stands with the one in front of it. */
export function rowsOf(model: tf.LayersModel): Row[] {
  const rows: Row[] = [];
  for (const layer of model.layers) {
    const kind = layer.getClassName();
    const { activation = 'relu' } = layer.getConfig();
    const last = rows.at(-1);
    if (kind === 'InputLayer') continue;
    if (!/^(Activation|ReLU)$/.test(kind)) rows.push(rowOf(layer));
    else if (last) rows.splice(-1, 1, { ...last, label: `${last.label} ${activation}` });
  }
  return rows;
}

function rowOf(layer: tf.layers.Layer): Row {
  const [, ...shape] = layer.outputShape as number[];
  const kind = layer.getClassName().replace(/^Seeded/, '');
  const { activation, rate } = layer.getConfig();
  const more = [activation, rate].filter(value => value !== undefined && value !== 'linear');
  const label = [kind, ...more].join(' ');
  return { kind, label, shape: shape.join('×'), parameters: layer.countParams() };
}

const headings = {
  right: { en: 'expected', zh: '期望' },
  yours: { en: 'yours', zh: '你的网络' },
  input: { en: 'input', zh: '输入' },
  total: { en: 'total', zh: '合计' },
} satisfies Record<string, Text>;

/** Both layer tables side by side, the first row that differs marked in yours. */
export function tables(right: LayerRows, yours: LayerRows, language: Language): readonly string[] {
  const labels = [...right.rows, ...yours.rows].map(({ label }) => label.length);
  const [wanted, came] = [right, yours].map(print => linesOf(print, Math.max(...labels), language));
  const wrong = came.findIndex((line, index) => line !== wanted[index]);
  const marked = came.map((line, index) => `${index === wrong ? '▶' : ' '} ${line}`);
  return beside([headings.right[language], ...wanted], [`  ${headings.yours[language]}`, ...marked]);
}

function linesOf({ inputShape, rows }: LayerRows, width: number, language: Language): string[] {
  const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const line = (label: string, shape: string, parameters: number | '') => {
    const gap = ' '.repeat(width - displayWidth(label));
    return `${label}${gap} ${shape.padEnd(9)} ${String(parameters).padStart(8)}`;
  };
  return [
    line(headings.input[language], inputShape, ''),
    ...rows.map(({ label, shape, parameters }) => line(label, shape, parameters)),
    line(headings.total[language], '', total),
  ];
}

/** Whether what has a shape or parameters is the same. */
export const sameTable = (a: LayerRows, b: LayerRows) =>
  a.inputShape === b.inputShape && shapesOf(a) === shapesOf(b);

const shapesOf = ({ rows }: LayerRows) =>
  rows
    .filter(({ kind }) => kind !== 'Dropout')
    .map(({ kind, shape, parameters }) => `${kind} ${shape} ${parameters}`)
    .join();
