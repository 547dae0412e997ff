import { UnsortedSegmentSum, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import { sumSegments } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { shareChannels } from './tasks.js';

export const unsortedSegmentSum = nativeKernel<'x' | 'segmentIds', UnsortedSegmentSumAttrs>({
  name: UnsortedSegmentSum,
  supports: ({ x, segmentIds }, { numSegments }) =>
    x.dtype === 'float32' &&
    segmentIds.dtype === 'int32' &&
    segmentIds.shape.length === 1 &&
    segmentIds.shape[0] === x.shape[0] &&
    numSegments > 0,
  compute: ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    const [rows, ...inner] = x.shape;
    const output = backend.output([numSegments, ...inner], 'float32');
    const columns = util.sizeFromShape(inner);
    if (columns === 0) return output;
    const { tasks, channelsPerTask } = shareChannels(1, columns);
    sumSegments(backend.native, tasks, {
      input: backend.address(x),
      segments: backend.address(segmentIds),
      output: backend.address(output),
      rows,
      columns,
      segmentCount: numSegments,
      columnsPerTask: channelsPerTask,
    });
    return output;
  },
});
