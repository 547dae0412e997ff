import type { LearnerModule } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { trial } from './trial.js';

/** Images that went into a network together. */
interface Batch {
  /** True where the network was told that it is training. */
  readonly training: boolean;
  readonly images: readonly Float32Array[];
}

/** Whoever sends in all of MNIST should not fill the memory. */
const mostImages = 3000;

const batchesOf = new WeakMap<object, readonly Batch[]>();
const watchedOf = new WeakMap<LearnerModule, LearnerModule>();

/** What went into the network that a watched program returned, in order. */
export const seenBy = (model: tf.LayersModel): readonly Batch[] => batchesOf.get(model) ?? [];

/** The learner's module with a program that is watched: {@link seenBy} knows its images. */
export function watched(learner: LearnerModule, name: string): LearnerModule {
  const program = learner[name];
  if (typeof program !== 'function') return learner;
  const known = watchedOf.get(learner);
  if (known) return known;
  const made = { ...learner, [name]: (options: unknown) => watching(async () => program(options)) };
  watchedOf.set(learner, made);
  return made;
}

/** Runs a program and looks at what is put into networks and their layers meanwhile. */
async function watching(program: () => Promise<unknown>): Promise<unknown> {
  const layer = tf.layers.Layer.prototype;
  const { apply } = layer;
  const seen = new Seen();
  layer.apply = function (inputs, kwargs) {
    seen.note(inputs, kwargs?.training === true);
    return apply.call(this, inputs, kwargs);
  };
  try {
    const result = await program();
    const model: unknown = Reflect.get(Object(result), 'model');
    if (model instanceof tf.LayersModel) batchesOf.set(model, await seen.batches());
    return result;
  } finally {
    layer.apply = apply;
    seen.dispose();
  }
}

/** Keeps copies of images, to be read when the program is done: on a GPU nothing can be read in the middle of a step. */
class Seen {
  private readonly kept: { training: boolean; images: tf.Tensor }[] = [];
  private readonly ids = new Set<number>();
  private count = 0;

  /** A network hands its images on to its first layer: they are noted once. */
  note(inputs: unknown, training: boolean): void {
    const [images] = [inputs].flat();
    if (!(images instanceof tf.Tensor) || !areImages(images.shape)) return;
    if (this.ids.has(images.id) || this.count >= mostImages) return;
    this.ids.add(images.id);
    this.count += images.shape[0];
    this.kept.push({ training, images: tf.keep(images.clone()) });
  }

  async batches(): Promise<Batch[]> {
    return Promise.all(
      this.kept.map(async ({ training, images }) => {
        const [count, ...shape] = images.shape;
        const size = tf.util.sizeFromShape(shape);
        const pixels = (await images.data()) as Float32Array;
        const image = (_: unknown, index: number) => pixels.slice(index * size, (index + 1) * size);
        return { training, images: Array.from({ length: count }, image) };
      }),
    );
  }

  dispose(): void {
    for (const { images } of this.kept) images.dispose();
  }
}

/** Of the trial's size: with a border of zeros around them, they go through the network a second time. */
const areImages = ([, height, width, channels]: readonly number[]) =>
  height === trial.imageSize && width === trial.imageSize && channels === 1;
