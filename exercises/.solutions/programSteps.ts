import * as tf from '@tensorflow/tfjs';

/** A program went on after the last step that it was to take. */
class TooManySteps extends Error {}

/**
 * Runs something that trains, and stops it where it takes more steps than that: one that goes through all images in
 * place of a few would be judged only after hours. TensorFlow.js finds the gradients of every step in one place, unless
 * the engine replays the step.
 */
export async function withinSteps<T>(
  most: number,
  train: () => Promise<T>,
): Promise<{ readonly value: T; readonly stopped: boolean }> {
  const engine = tf.engine();
  const backend = tf.backend();
  Reflect.set(backend, 'recorded', undefined);
  const gradients = engine.gradients;
  let steps = 0;
  engine.gradients = <T extends tf.Tensor>(...args: Parameters<typeof engine.gradients<T>>) => {
    steps++;
    if (steps > most) throw new TooManySteps(`more than ${most} steps`);
    return gradients.apply(engine, args) as { value: T; grads: tf.Tensor[] };
  };
  try {
    return { value: await train(), stopped: steps > most };
  } finally {
    engine.gradients = gradients;
    Reflect.deleteProperty(backend, 'recorded');
  }
}
