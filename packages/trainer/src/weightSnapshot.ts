import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A copy of all weights of a model, off the engine: it holds no tensors, so it cannot leak any. */
export class WeightSnapshot {
  readonly #model: LayersModel;
  readonly #values: readonly tf.TypedArray[];

  private constructor(model: LayersModel, values: readonly tf.TypedArray[]) {
    this.#model = model;
    this.#values = values;
  }

  /** Copies the weights as they are now. */
  static async of(model: LayersModel): Promise<WeightSnapshot> {
    const values = await Promise.all(model.weights.map(weight => weight.read().data()));
    // An engine may give its own memory, which the next update would change.
    return new WeightSnapshot(
      model,
      values.map(array => array.slice()),
    );
  }

  /** Puts them back into the model, once: an engine may go on to compute in the arrays. */
  restore(): void {
    for (const [i, weight] of this.#model.weights.entries()) {
      const { shape, dtype } = weight.read();
      const value = tf.tensor(this.#values[i]!, shape, dtype);
      weight.write(value);
      value.dispose();
    }
  }
}
