import { type backend_util, MaxPoolGrad, type MaxPoolGradAttrs } from '@tensorflow/tfjs-core';
import { maxPool2x2Gradient, maxPoolGradient } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isTwoByTwo, poolGeometry, shareRows, supportsPoolGradient, windowsOf } from './pooling.js';

/** Tasks that a batch of few images is cut into, by channels. */
const TASKS_WANTED = 16;
/** Channels of a cache line: threads that write to the same line slow each other down. */
const LINE = 16;

export const maxPoolGrad = nativeKernel<'dy' | 'input' | 'output', MaxPoolGradAttrs>({
  name: MaxPoolGrad,
  supports: ({ dy, input }, attrs) => supportsPoolGradient(dy, input, attrs),
  compute: ({ inputs: { dy, input }, attrs, backend }) => {
    const g = poolGeometry(input.shape, attrs);
    const dx = backend.output(g.inShape, 'float32');
    const tensors = { input: backend.address(input), dy: backend.address(dy), dx: backend.address(dx) };
    if (isTwoByTwo(g)) {
      const { tasks, ...rows } = shareRows(g, g.batchSize * g.outHeight, g.outWidth);
      maxPool2x2Gradient(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
      return dx;
    }
    const channelsPerTask = channelsOfTask(g);
    const tasksPerImage = Math.ceil(g.inChannels / channelsPerTask);
    const tasks = g.batchSize * tasksPerImage;
    maxPoolGradient(backend.native, tasks, { ...tensors, ...windowsOf(g), channelsPerTask, tasksPerImage });
    return dx;
  },
});

function channelsOfTask(g: backend_util.Conv2DInfo): number {
  const blocks = Math.ceil(TASKS_WANTED / g.batchSize);
  return Math.min(g.inChannels, Math.ceil(g.inChannels / blocks / LINE) * LINE);
}
