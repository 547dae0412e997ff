import { BatchMatMul, type BatchMatMulAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
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
  const left = matrixOf(backend, a, transposeA);
  const right = matrixOf(backend, b, transposeB);
  const batchShape = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = backend.output([...batchShape, left.rows, right.columns], 'float32');
  const size = left.rows * right.columns;
  const c = backend.address(output);
  if (size === 0) return output;
  if (left.columns === 0) {
    backend.heap.float32(c, size * product(batchShape)).fill(0);
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

/** The matrix as it enters the product: rows and columns after transposition. */
function matrixOf(backend: SimdBackend, tensor: TensorInfo, transposed: boolean) {
  const [rows, columns] = tensor.shape.slice(-2);
  const address = backend.address(tensor);
  return transposed
    ? { address, rows: columns, columns: rows, transposed }
    : { address, rows, columns, transposed };
}

function broadcastShape(a: number[], b: number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? 1;
    const right = b[i - rank + b.length] ?? 1;
    return left === 1 ? right : left;
  });
}

/** For each matrix of the batch, which matrix of an operand with these leading dimensions it comes from. */
function batchOffsets(from: number[], batch: number[]): number[] {
  const offsets: number[] = [];
  for (let i = 0; i < product(batch); i++) {
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

function product(shape: number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
