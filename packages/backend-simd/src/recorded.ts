import type { RecordedStep, Step } from './recordedStep.js';
import { currentBackend } from './register.js';

/**
 * Makes a step that is run again and again faster: after it was seen to do the same twice, its kernels alone are run,
 * without the JavaScript of TensorFlow.js, layers and optimiser that led to them. Results are the same, to the bit. A
 * step whose work differs from call to call, with numbers at random or results that it reads, is run as it is every
 * time. `Trainer` of `@featuremap/trainer` does this by itself.
 *
 * @param step computes tensors from tensors, and may assign variables
 * @throws Error when the engine has not started
 * @example
 * const optimizer = tf.train.sgd(0.1);
 * const step = recorded(([x, y]) => [optimizer.minimize(() => loss(model.apply(x), y), true)]);
 * for (const { x, y } of batches) {
 *   const [loss] = step.run([x, y]);
 *   …
 * }
 * step.dispose();
 */
export function recorded(step: Step): RecordedStep {
  const backend = currentBackend();
  if (backend !== null) return backend.recorded(step);
  throw new Error("recorded: the engine has not started. Call await tf.setBackend('simd') first.");
}
