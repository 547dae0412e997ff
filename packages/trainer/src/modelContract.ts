import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Batch } from './batchLoader.js';
import { TrainerError } from './errors.js';

/** What a classifier takes and gives, and the checks that follow from it. */
export class ModelContract {
  readonly #name: string;
  /** One image's shape; null where the model takes any size. */
  readonly #image: readonly (number | null)[];
  /** Width of the logits. */
  readonly classes: number;

  /** @throws {TrainerError} `BAD_MODEL` unless the model has one input and one output `[batch, classes]` */
  constructor(model: LayersModel) {
    this.#name = model.name;
    const [input] = model.inputs;
    const [output] = model.outputs;
    if (input === undefined || model.inputs.length !== 1)
      throw this.#bad(`one input, got ${model.inputs.length}`);
    if (output === undefined || model.outputs.length !== 1)
      throw this.#bad(`one output, got ${model.outputs.length}`);
    const classes = output.shape[1];
    if (output.shape.length !== 2 || typeof classes !== 'number') {
      throw this.#bad(`logits of shape [batch, classes], got an output of [${shown(output.shape)}]`);
    }
    this.#image = input.shape.slice(1);
    this.classes = classes;
  }

  /** Passes on the batches that fit the model. @throws {TrainerError} `IMAGE_SHAPE`, `LABEL_RANGE` */
  async *checked(loader: AsyncIterable<Batch>): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of loader) {
      this.checkImages(batch.shape);
      this.#checkLabels(batch.labels);
      yield batch;
    }
  }

  /** @throws {TrainerError} `IMAGE_SHAPE` when images of this batch shape are not what the model takes */
  checkImages(shape: readonly number[]): void {
    const image = shape.slice(1);
    const fits =
      image.length === this.#image.length &&
      this.#image.every((size, axis) => size === null || size === image[axis]);
    if (fits) return;
    throw new TrainerError(
      'IMAGE_SHAPE',
      `Model "${this.#name}" takes images of shape [${shown(this.#image)}], the batch has [${image}] ` +
        `(whole batch [${shape}]). Resize or reshape the images with a transform, or build the model for them.`,
    );
  }

  #checkLabels(labels: Int32Array): void {
    const at = labels.findIndex(label => label < 0 || label >= this.classes);
    if (at < 0) return;
    throw new TrainerError(
      'LABEL_RANGE',
      `Label ${labels[at]} of image ${at} in a batch: model "${this.#name}" has ${this.classes} outputs, so ` +
        `labels go from 0 to ${this.classes - 1}. Build the model with more classes or map the labels.`,
    );
  }

  #bad(wanted: string): TrainerError {
    return new TrainerError('BAD_MODEL', `Model "${this.#name}": a classifier needs ${wanted}.`);
  }
}

function shown(shape: readonly (number | null)[]): string {
  return shape.map(size => size ?? 'any').join(',');
}
