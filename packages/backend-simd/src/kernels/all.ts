import type { NativeKernel } from '../kernel.js';
import { addN } from './AddN.js';
import { argKernels } from './ArgMax.js';
import { avgPool } from './AvgPool.js';
import { avgPoolGrad } from './AvgPoolGrad.js';
import { batchMatMul } from './BatchMatMul.js';
import { binaryKernels } from './Binary.js';
import { cast } from './Cast.js';
import { concat } from './Concat.js';
import { conv2D } from './Conv2D.js';
import { conv2DBackpropFilter } from './Conv2DBackpropFilter.js';
import { conv2DBackpropInput } from './Conv2DBackpropInput.js';
import { depthwiseConv2dNative } from './DepthwiseConv2dNative.js';
import { depthwiseConv2dNativeBackpropFilter } from './DepthwiseConv2dNativeBackpropFilter.js';
import { depthwiseConv2dNativeBackpropInput } from './DepthwiseConv2dNativeBackpropInput.js';
import { expandDims } from './ExpandDims.js';
import { fills } from './Fill.js';
import { fusedBatchNorm } from './FusedBatchNorm.js';
import { fusedConv2D } from './FusedConv2D.js';
import { fusedDepthwiseConv2D } from './FusedDepthwiseConv2D.js';
import { fusedMatMul } from './FusedMatMul.js';
import { gatherV2 } from './GatherV2.js';
import { identity } from './Identity.js';
import { maxPool } from './MaxPool.js';
import { maxPoolGrad } from './MaxPoolGrad.js';
import { mirrorPad } from './MirrorPad.js';
import { oneHot } from './OneHot.js';
import { pack } from './Pack.js';
import { padV2 } from './PadV2.js';
import { mean, reductionKernels } from './Reduce.js';
import { reshape } from './Reshape.js';
import { resizeBilinear } from './ResizeBilinear.js';
import { resizeBilinearGrad } from './ResizeBilinearGrad.js';
import { resizeNearestNeighbor } from './ResizeNearestNeighbor.js';
import { resizeNearestNeighborGrad } from './ResizeNearestNeighborGrad.js';
import { reverse } from './Reverse.js';
import { select } from './Select.js';
import { slice } from './Slice.js';
import { softmax } from './Softmax.js';
import { splitV } from './SplitV.js';
import { stridedSlice } from './StridedSlice.js';
import { tile } from './Tile.js';
import { transpose } from './Transpose.js';
import { unaryKernels } from './Unary.js';
import { unpack } from './Unpack.js';
import { unsortedSegmentSum } from './UnsortedSegmentSum.js';

/** Every op that the engine computes itself. All others run as the `cpu` backend's JavaScript. */
export const nativeKernels: NativeKernel[] = [
  addN,
  ...argKernels,
  avgPool,
  avgPoolGrad,
  batchMatMul,
  ...binaryKernels,
  cast,
  concat,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  expandDims,
  ...fills,
  fusedBatchNorm,
  fusedConv2D,
  fusedDepthwiseConv2D,
  fusedMatMul,
  gatherV2,
  identity,
  maxPool,
  maxPoolGrad,
  mean,
  mirrorPad,
  oneHot,
  pack,
  padV2,
  ...reductionKernels,
  reshape,
  resizeBilinear,
  resizeBilinearGrad,
  resizeNearestNeighbor,
  resizeNearestNeighborGrad,
  reverse,
  select,
  slice,
  softmax,
  splitV,
  stridedSlice,
  tile,
  transpose,
  ...unaryKernels,
  unpack,
  unsortedSegmentSum,
];
