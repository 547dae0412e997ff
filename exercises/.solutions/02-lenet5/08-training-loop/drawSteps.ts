import { type Block, beside, displayWidth, formatNumber, type Language } from '@featuremap/grader';
import { firstDifference, sameWeight } from './sameTrained.js';
import type { Trained, Trial } from './trial.js';

const words = {
  en: {
    step: 'step',
    epoch: 'epoch',
    batch: 'batch',
    expected: 'expected',
    yours: 'yours',
    weights: 'weights',
  },
  zh: { step: '步', epoch: '轮', batch: '小批量', expected: '期望', yours: '你的', weights: '权重' },
};

/** The right losses beside the learner's; where they are the same, the weights. */
export function drawSteps(
  trial: Trial,
  right: Trained,
  yours: Trained,
  language: Language,
): readonly string[] {
  const text = words[language];
  const wrong = firstDifference(right.losses, yours.losses);
  if (wrong < 0) return drawWeights(right, yours, language);
  const count = Math.max(right.losses.length, yours.losses.length);
  const steps = Array.from({ length: count }, (_, step) => step);
  const perEpoch = trial.batches.length;
  const inTrial = (step: number, value: number) => (step < right.losses.length ? String(value) : '');
  return beside(
    ['', ...steps.map(step => (step === wrong ? '▶' : ''))],
    column(text.step, steps.map(String)),
    column(
      text.epoch,
      steps.map(step => inTrial(step, Math.floor(step / perEpoch))),
    ),
    column(
      text.batch,
      steps.map(step => inTrial(step, step % perEpoch)),
    ),
    column(
      text.expected,
      steps.map(step => shown(right.losses[step])),
    ),
    column(
      text.yours,
      steps.map(step => shown(yours.losses[step])),
    ),
  );
}

/** The first number of each weight that differs, or its first number where none does. */
function drawWeights(right: Trained, yours: Trained, language: Language): readonly string[] {
  const text = words[language];
  const names = ['conv kernel', 'conv bias', 'dense kernel', 'dense bias'];
  const places = right.weights.map((weight, index) =>
    Math.max(
      0,
      weight.findIndex((value, at) => !sameWeight(value, yours.weights[index][at])),
    ),
  );
  const wrong = right.weights.map(
    (weight, index) => !sameWeight(weight[places[index]], yours.weights[index][places[index]]),
  );
  const values = ({ weights }: Trained) => weights.map((weight, index) => shown(weight[places[index]], 5));
  return beside(
    ['', ...wrong.map(differs => (differs ? '▶' : ''))],
    [text.weights, ...names.map((name, index) => `${name} [${places[index]}]`)],
    column(text.expected, values(right)),
    column(text.yours, values(yours)),
  );
}

/** Cells under their heading, all to the right. */
function column(heading: string, cells: readonly string[]): Block {
  const width = Math.max(...[heading, ...cells].map(displayWidth));
  return [heading, ...cells].map(cell => ' '.repeat(width - displayWidth(cell)) + cell);
}

const shown = (value: number | undefined, decimals = 4) =>
  typeof value === 'number' ? (Number.isFinite(value) ? value.toFixed(decimals) : formatNumber(value)) : '';
