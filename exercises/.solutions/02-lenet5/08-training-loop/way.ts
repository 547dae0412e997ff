import * as tf from '@tensorflow/tfjs';
import { type Batch, type Trained, type Trial, weightsOf } from './trial.js';

/** How a loop goes about its work: the right way by default, each usual mistake by a field. */
export interface Way {
  /** The loss of a batch, of labels `[batch, 10]` and logits `[batch, 10]`. */
  readonly loss?: (oneHot: tf.Tensor, logits: tf.Tensor) => tf.Tensor;
  /** What a layer is told of its use. */
  readonly training?: boolean;
  /** The weight after a step; `index` counts from the first layer on. */
  readonly step?: (weight: tf.Tensor, gradient: tf.Tensor, learningRate: number, index: number) => tf.Tensor;
  /** Takes the step in place of `step`. */
  readonly optimizer?: (learningRate: number) => tf.Optimizer;
  /** The batches in the order of the steps. */
  readonly order?: (batches: readonly Batch[], epochs: number) => readonly Batch[];
  /** True where the loss is measured again after the step, with the same batch. */
  readonly lossAfter?: boolean;
  /** What is kept of the losses. */
  readonly kept?: (losses: readonly number[], batches: number) => readonly number[];
}

/** All batches, as often as there are epochs. */
export function inOrder(batches: readonly Batch[], epochs: number): readonly Batch[] {
  return Array.from({ length: epochs }, () => batches).flat();
}

/** The mean over the batch. */
export function crossEntropy(oneHot: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.losses.softmaxCrossEntropy(oneHot, logits);
}

/** Trains in some way. */
export function trainedIn(way: Way, { network, batches, learningRate, epochs }: Trial): Trained {
  const { loss = crossEntropy, training = true, order = inOrder, kept = losses => losses } = way;
  const model = network();
  const optimizer = way.optimizer?.(learningRate) ?? stepper(model, learningRate, way.step);
  const lossOf = ({ images, labels }: Batch) => {
    const logits = model.apply(images, { training }) as tf.Tensor;
    return loss(tf.oneHot(labels, 10), logits) as tf.Scalar;
  };
  const losses = order(batches, epochs).map(batch =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => lossOf(batch));
      optimizer.applyGradients(grads);
      return (way.lossAfter ? lossOf(batch) : value).dataSync()[0];
    }),
  );
  const weights = weightsOf(model);
  model.dispose();
  if (optimizer instanceof tf.Optimizer) optimizer.dispose();
  return { losses: kept(losses, batches.length), weights };
}

const descend: NonNullable<Way['step']> = (weight, gradient, learningRate) =>
  tf.sub(weight, tf.mul(gradient, learningRate));

/** An optimizer that changes each weight by a function. */
function stepper(model: tf.LayersModel, learningRate: number, step = descend) {
  return {
    applyGradients: (gradients: tf.NamedTensorMap) => {
      for (const [index, weight] of model.trainableWeights.entries())
        weight.write(step(weight.read(), gradients[weight.name], learningRate, index));
    },
  };
}
