import { backend_util, GatherV2, type GatherV2Attrs, type Tensor, util } from '@tensorflow/tfjs-core';
import { gatherSlices } from '../generated/kernels.js';
import { checkIndices } from '../indices.js';
import { nativeKernel } from '../kernel.js';
import { bytesPerElement } from '../tensorData.js';
import { isInHeap } from './movement.js';
import { share } from './tasks.js';

export const gatherV2 = nativeKernel<'x' | 'indices', GatherV2Attrs>({
  name: GatherV2,
  supports: ({ x, indices }) => isInHeap(x) && indices.dtype === 'int32',
  compute: ({ inputs: { x, indices }, attrs, backend }) => {
    const [axis] = util.parseAxisParam(attrs.axis, x.shape);
    const info = backend_util.segment_util.collectGatherOpShapeInfo(
      x as Tensor,
      indices as Tensor,
      axis,
      attrs.batchDims ?? 0,
    );
    checkIndices(backend.heap, {
      op: GatherV2,
      indices: backend.address(indices),
      count: util.sizeFromShape(indices.shape),
      size: info.dimSize,
    });
    const output = backend.output(info.outputShape, x.dtype);
    const indexCount = util.sizeFromShape(indices.shape) / info.batchSize;
    const slices = info.batchSize * info.outerSize * indexCount;
    if (!(slices * info.sliceSize > 0)) return output;
    const { tasks, perTask } = share(slices, info.sliceSize);
    gatherSlices(backend.native, tasks, {
      from: backend.address(x),
      indices: backend.address(indices),
      to: backend.address(output),
      groupsPerBatch: info.outerSize,
      sliceCount: info.dimSize,
      indexCount,
      sliceBytes: info.sliceSize * bytesPerElement(x.dtype),
      slices,
      slicesPerTask: perTask,
    });
    return output;
  },
});
