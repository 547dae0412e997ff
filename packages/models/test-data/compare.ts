import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type NetworkName, networks, type TorchParameter, torchParameters, toTorch } from '../src/index.js';
import { type ReferenceGradient, reference, referenceBatch, setReferenceWeights } from './reference.js';

/** How far a network on TF.js's current engine is from what PyTorch computed. */
export interface Differences {
  /** The engine that computed. */
  backend: string;
  /** The largest of the logits' absolute differences. */
  logits: number;
  /** The largest relative difference of each parameter's gradient, in its norm, its sum and single values. */
  gradients: Record<string, number>;
  /** The absolute difference of the loss before each step of SGD. */
  losses: number[];
  /** Tensors that three steps of SGD have left behind. */
  leaked: number;
}

/**
 * Computes on any engine what PyTorch computed, and compares. It reads results asynchronously, as a GPU wants it.
 *
 * @example
 * await tf.setBackend('webgpu');
 * const { logits } = await compareWithTorch('lenet5'); // at most 1e-4
 */
export async function compareWithTorch(name: NetworkName): Promise<Differences> {
  const model = networks[name]();
  const parameters = torchParameters(model);
  const batch = referenceBatch(reference.nets[name]);
  setReferenceWeights(parameters);
  const subject = { model, parameters, batch, expected: reference.nets[name] };
  try {
    return {
      backend: tf.getBackend(),
      logits: await compareLogits(subject),
      gradients: await compareGradients(subject),
      ...(await compareSteps(subject)),
    };
  } finally {
    tf.dispose([batch.images, batch.labels]);
    model.dispose();
  }
}

interface Subject {
  model: LayersModel;
  parameters: TorchParameter[];
  batch: ReturnType<typeof referenceBatch>;
  expected: (typeof reference.nets)[NetworkName];
}

const logitsOf = ({ model, batch }: Subject) => model.apply(batch.images) as tf.Tensor2D;
const lossOf = (subject: Subject) =>
  tf.losses.softmaxCrossEntropy(subject.batch.labels, logitsOf(subject)) as tf.Scalar;

async function compareLogits(subject: Subject): Promise<number> {
  const logits = tf.tidy(() => logitsOf(subject));
  return largest(differences(await valuesOf(logits), subject.expected.logits.flat()));
}

async function compareGradients(subject: Subject): Promise<Record<string, number>> {
  const { value, grads } = tf.variableGrads(() => lossOf(subject));
  const worst: Record<string, number> = {};
  for (const parameter of subject.parameters) {
    const wanted = subject.expected.gradients[parameter.name] as ReferenceGradient;
    const gradient = tf.tidy(() => toTorch(parameter, grads[parameter.weight.name] as tf.Tensor));
    if (String(gradient.shape) !== String(wanted.shape)) {
      throw new Error(
        `${parameter.name}: expected a gradient of shape ${wanted.shape}, got ${gradient.shape}`,
      );
    }
    worst[parameter.name] = worstDifference(await valuesOf(gradient), wanted);
  }
  tf.dispose([value, grads]);
  return worst;
}

async function compareSteps(subject: Subject): Promise<{ losses: number[]; leaked: number }> {
  const { losses: wanted } = subject.expected;
  const optimizer = tf.train.sgd(reference.lr);
  const tensors = tf.memory().numTensors;
  const losses: number[] = [];
  for (const step of wanted.keys()) {
    const isLast = step === wanted.length - 1;
    const loss = isLast ? tf.tidy(() => lossOf(subject)) : optimizer.minimize(() => lossOf(subject), true);
    losses.push(...(await valuesOf(loss as tf.Scalar)));
  }
  const leaked = tf.memory().numTensors - tensors;
  optimizer.dispose();
  return { losses: differences(losses, wanted), leaked };
}

/** Reads a tensor and disposes it. */
async function valuesOf(tensor: tf.Tensor): Promise<number[]> {
  const values = await tensor.data();
  tensor.dispose();
  return Array.from(values);
}

function differences(got: readonly number[], wanted: readonly number[]): number[] {
  if (got.length !== wanted.length) throw new Error(`expected ${wanted.length} values, got ${got.length}`);
  return wanted.map((value, i) => Math.abs((got[i] as number) - value));
}

/** The largest of a gradient's relative differences, in its norm, its sum and single values. */
function worstDifference(got: readonly number[], wanted: ReferenceGradient): number {
  const sum = got.reduce((total, value) => total + value, 0);
  const squares = got.reduce((total, value) => total + value * value, 0);
  // A sum or a value may be zero: what is small is compared on the scale of the whole gradient.
  const typical = wanted.l2 / Math.sqrt(got.length);
  const relative = (value: number, to: number, scale: number) =>
    Math.abs(value - to) / Math.max(Math.abs(to), scale);
  return largest([
    relative(Math.sqrt(squares), wanted.l2, 0),
    relative(sum, wanted.sum, wanted.l2),
    ...wanted.at.map((at, n) => relative(got[at] as number, wanted.values[n] as number, typical)),
  ]);
}

/** NaN where a value is. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
