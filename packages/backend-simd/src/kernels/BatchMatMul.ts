import {
  BatchMatMul,
  type BatchMatMulAttrs,
  broadcast_util,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { nativeKernel } from '../kernel.js';
import { type Epilogue, multiply, noEpilogue } from './multiply.js';

export const batchMatMul = nativeKernel<'a' | 'b', BatchMatMulAttrs>({
  name: BatchMatMul,
  supports: ({ a, b }) => a.dtype === 'float32' && b.dtype === 'float32',
  compute: ({ inputs, attrs, backend }) => matrixProduct(backend, inputs.a, inputs.b, attrs, noEpilogue),
});

/** a · b over all leading dimensions, of which those of size 1 are repeated. */
export function matrixProduct(
  backend: SimdBackend,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean },
  epilogue: Epilogue,
): TensorInfo {
  checkShapes(a, b, transposeA, transposeB);
  const left = matrixOf(backend, a, transposeA);
  const right = matrixOf(backend, b, transposeB);
  const batchShape = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = backend.output([...batchShape, left.rows, right.columns], 'float32');
  const size = left.rows * right.columns;
  const c = backend.address(output);
  if (size === 0) return output;
  if (left.columns === 0) {
    backend.heap.write(c, new Float32Array(size * util.sizeFromShape(batchShape)));
    return output;
  }
  const leftAt = batchOffsets(a.shape.slice(0, -2), batchShape);
  const rightAt = batchOffsets(b.shape.slice(0, -2), batchShape);
  for (let i = 0; i < leftAt.length; i++) {
    const leftMatrix = { ...left, address: left.address + leftAt[i] * left.rows * left.columns * 4 };
    const rightMatrix = { ...right, address: right.address + rightAt[i] * right.rows * right.columns * 4 };
    multiply(backend, leftMatrix, rightMatrix, c + i * size * 4, epilogue);
  }
  return output;
}

function checkShapes(a: TensorInfo, b: TensorInfo, transposeA: boolean, transposeB: boolean): void {
  const fits =
    a.shape.length >= 2 &&
    b.shape.length >= 2 &&
    a.shape.at(transposeA ? -2 : -1) === b.shape.at(transposeB ? -1 : -2);
  util.assert(
    fits,
    () =>
      `matMul: expected as many columns in a as rows in b, got [${a.shape}]${transposeA ? ' transposed' : ''} and ` +
      `[${b.shape}]${transposeB ? ' transposed' : ''}. Reshape or transpose one of them.`,
  );
}

/** The matrix as it enters the product: rows and columns after transposition. */
function matrixOf(backend: SimdBackend, tensor: TensorInfo, transposed: boolean) {
  const [rows, columns] = tensor.shape.slice(-2);
  const address = backend.address(tensor);
  return transposed
    ? { address, rows: columns, columns: rows, transposed }
    : { address, rows, columns, transposed };
}

/** For each matrix of the batch, which matrix of an operand with these leading dimensions it comes from. */
function batchOffsets(from: number[], batch: number[]): number[] {
  const offsets: number[] = [];
  for (let i = 0; i < util.sizeFromShape(batch); i++) {
    let rest = i;
    let offset = 0;
    let stride = 1;
    for (let d = 1; d <= batch.length; d++) {
      const index = rest % batch[batch.length - d];
      rest = Math.floor(rest / batch[batch.length - d]);
      const size = from[from.length - d] ?? 1;
      if (size > 1) offset += index * stride;
      stride *= size;
    }
    offsets.push(offset);
  }
  return offsets;
}
