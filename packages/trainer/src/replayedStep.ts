import * as tf from '@tensorflow/tfjs-core';
import { type Learner, type Learnt, learn } from './trainStep.js';

/** What an engine may offer: to run a step's kernels again without the JavaScript that led to them. */
interface RecordingBackend {
  recorded(step: (inputs: readonly tf.Tensor[]) => tf.Tensor[]): EngineStep;
}

/** A step that such an engine runs. */
interface EngineStep {
  run(inputs: readonly tf.Tensor[], key: string): tf.Tensor[];
  verify(): void;
  dispose(): void;
}

/** The training step of one run, which the engine replays where it can. The results are the same, to the bit. */
export class ReplayedStep {
  readonly #learner: Learner;
  readonly #step: EngineStep | undefined;

  constructor(learner: Learner, mayReplay: boolean) {
    this.#learner = learner;
    const backend = tf.backend();
    if (mayReplay && isRecording(backend))
      this.#step = backend.recorded(([x, y]) => this.#run(x!, y as tf.Tensor1D));
  }

  /** Learns from a batch: see {@link learn}. */
  learn(x: tf.Tensor, y: tf.Tensor1D): Learnt {
    const { optimizer } = this.#learner;
    const [loss, gradientNorm] =
      this.#step?.run([x, y, ...tensorsOf(optimizer)], numbersOf(optimizer)) ?? this.#run(x, y);
    return { loss: loss as tf.Scalar, ...(gradientNorm && { gradientNorm: gradientNorm as tf.Scalar }) };
  }

  /** Makes the next step run in full: whatever has changed in the model or its layers comes into effect. */
  verify(): void {
    this.#step?.verify();
  }

  dispose(): void {
    this.#step?.dispose();
  }

  #run(x: tf.Tensor, y: tf.Tensor1D): tf.Tensor[] {
    const { loss, gradientNorm } = learn(this.#learner, x, y);
    return gradientNorm ? [loss, gradientNorm] : [loss];
  }
}

function isRecording(backend: unknown): backend is RecordingBackend {
  return typeof Reflect.get(Object(backend), 'recorded') === 'function';
}

/** What SGD and momentum keep as tensors, their rate among them, which a schedule replaces. */
function tensorsOf(optimizer: tf.Optimizer): tf.Tensor[] {
  return Object.values(optimizer).filter(
    value => value instanceof tf.Tensor && !(value instanceof tf.Variable),
  );
}

/** What the others read anew at every step. */
function numbersOf(optimizer: tf.Optimizer): string {
  return 'setLearningRate' in optimizer ? '' : JSON.stringify(optimizer.getConfig());
}
