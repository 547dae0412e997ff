import {
  Add,
  Atan2,
  type DataType,
  EluGrad,
  Equal,
  FloorDiv,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalOr,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  NotEqual,
  Pow,
  Prelu,
  RealDiv,
  SquaredDifference,
  Sub,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { BinaryOp, binary, repeatRow } from '../generated/kernels.js';
import { type NativeKernel, nativeKernel } from '../kernel.js';
import { type Broadcast, broadcast, OUTER } from './broadcast.js';
import { chainedBinary } from './chain.js';
import { CHEAP, elementsPerTask } from './tasks.js';

interface Binary {
  /** The kernel's op for each type that both operands may have; other types are computed in JavaScript. */
  float32?: BinaryOp;
  int32?: BinaryOp;
  bool?: BinaryOp;
  /** Type of the result, where it is not that of the operands. */
  result?: DataType;
  /** The operands' names, where they are not a and b. */
  names?: [string, string];
  /** Computes op(b, a). */
  swapped?: boolean;
  /** See `elementsPerTask`. */
  cost: number;
}

/** Computed one by one. */
const RARE = 1000;

const comparison = { result: 'bool', cost: CHEAP } as const;
const equality = { float32: BinaryOp.EQUAL, int32: BinaryOp.EQUAL_INT, bool: BinaryOp.EQUAL_BOOL };
const inequality = {
  float32: BinaryOp.NOT_EQUAL,
  int32: BinaryOp.NOT_EQUAL_INT,
  bool: BinaryOp.NOT_EQUAL_BOOL,
};
const less = { float32: BinaryOp.LESS, int32: BinaryOp.LESS_INT, bool: BinaryOp.LESS_BOOL };
const lessEqual = {
  float32: BinaryOp.LESS_EQUAL,
  int32: BinaryOp.LESS_EQUAL_INT,
  bool: BinaryOp.LESS_EQUAL_BOOL,
};

const binaryOps: Readonly<Record<string, Binary>> = {
  [Add]: { float32: BinaryOp.ADD, int32: BinaryOp.ADD_INT, cost: CHEAP },
  [Atan2]: { float32: BinaryOp.ATAN2, cost: RARE },
  [EluGrad]: { float32: BinaryOp.ELU_GRADIENT, names: ['dy', 'y'], cost: CHEAP },
  [Equal]: { ...equality, ...comparison },
  [FloorDiv]: { float32: BinaryOp.FLOOR_DIV, int32: BinaryOp.FLOOR_DIV_INT, result: 'int32', cost: RARE },
  [Greater]: { ...less, ...comparison, swapped: true },
  [GreaterEqual]: { ...lessEqual, ...comparison, swapped: true },
  [Less]: { ...less, ...comparison },
  [LessEqual]: { ...lessEqual, ...comparison },
  [LogicalAnd]: { bool: BinaryOp.AND_BOOL, cost: CHEAP },
  [LogicalOr]: { bool: BinaryOp.OR_BOOL, cost: CHEAP },
  [Maximum]: { float32: BinaryOp.MAXIMUM, int32: BinaryOp.MAXIMUM_INT, cost: CHEAP },
  [Minimum]: { float32: BinaryOp.MINIMUM, int32: BinaryOp.MINIMUM_INT, cost: CHEAP },
  [Mod]: { float32: BinaryOp.MOD, int32: BinaryOp.MOD_INT, cost: RARE },
  [Multiply]: { float32: BinaryOp.MULTIPLY, int32: BinaryOp.MULTIPLY_INT, cost: CHEAP },
  [NotEqual]: { ...inequality, ...comparison },
  [Pow]: { float32: BinaryOp.POW, cost: RARE },
  [Prelu]: { float32: BinaryOp.PRELU, names: ['x', 'alpha'], cost: CHEAP },
  [RealDiv]: { float32: BinaryOp.DIVIDE, cost: CHEAP },
  [SquaredDifference]: {
    float32: BinaryOp.SQUARED_DIFFERENCE,
    int32: BinaryOp.SQUARED_DIFFERENCE_INT,
    cost: CHEAP,
  },
  [Sub]: { float32: BinaryOp.SUB, int32: BinaryOp.SUB_INT, cost: CHEAP },
};

const AB: [string, string] = ['a', 'b'];

/** Functions of two elements with broadcasting, as ops of TensorFlow.js. */
export const binaryKernels: NativeKernel[] = Object.entries(binaryOps).map(([name, op]) => {
  const [left, right] = op.swapped ? [...(op.names ?? AB)].reverse() : (op.names ?? AB);
  return nativeKernel<string>({
    name,
    supports: ({ [left]: a, [right]: b }) =>
      a.dtype === b.dtype && a.dtype in op && Math.max(a.shape.length, b.shape.length) <= OUTER + 1,
    compute: ({ inputs, backend }) => {
      const a = inputs[left];
      return combine(
        backend,
        a,
        inputs[right],
        op[a.dtype as 'float32' | 'int32' | 'bool'] as BinaryOp,
        op.result ?? a.dtype,
        op.cost,
      );
    },
  });
});

/** op(a, b), element by element. */
export function combine(
  backend: SimdBackend,
  a: TensorInfo,
  b: TensorInfo,
  op: BinaryOp,
  dtype: DataType,
  cost = CHEAP,
): TensorInfo {
  const walk = broadcast(a.shape, b.shape);
  if (a.dtype === 'float32' && dtype === 'float32') {
    const chained = chainedBinary(backend, a, b, op, walk, cost);
    if (chained !== undefined) return chained;
  }
  const y = backend.output(walk.shape, dtype);
  if (walk.count > 0)
    run(backend, backend.address(a), backend.address(b), backend.address(y), walk, op, cost, a.dtype);
  return y;
}

function run(
  backend: SimdBackend,
  a: number,
  b: number,
  y: number,
  walk: Broadcast,
  op: BinaryOp,
  cost: number,
  dtype: DataType,
): void {
  if (isShortRow(walk, dtype)) {
    if (walk.bStrides[0] === 0)
      withLongRow(backend, b, walk, (row, columns) =>
        call(backend, a, row, y, longRows(walk, columns, 1, 0), op, cost),
      );
    else
      withLongRow(backend, a, walk, (row, columns) =>
        call(backend, row, b, y, longRows(walk, columns, 0, 1), op, cost),
      );
    return;
  }
  call(backend, a, b, y, walk, op, cost);
}

function call(
  backend: SimdBackend,
  a: number,
  b: number,
  y: number,
  walk: Broadcast,
  op: BinaryOp,
  cost: number,
): void {
  const { count, columns, aMoves, bMoves, sizes, aStrides, bStrides } = walk;
  const countPerTask = elementsPerTask(cost);
  binary(backend.native, Math.ceil(count / countPerTask), {
    a,
    b,
    y,
    count,
    countPerTask,
    op,
    columns,
    aMoves,
    bMoves,
    size0: sizes[0],
    size1: sizes[1],
    size2: sizes[2],
    size3: sizes[3],
    size4: sizes[4],
    aStride0: aStrides[0],
    aStride1: aStrides[1],
    aStride2: aStrides[2],
    aStride3: aStrides[3],
    aStride4: aStrides[4],
    bStride0: bStrides[0],
    bStride1: bStrides[1],
    bStride2: bStrides[2],
    bStride3: bStrides[3],
    bStride4: bStrides[4],
  });
}

/** Rows shorter than this are repeated to at least this length: 6 columns take 4.8 times as long without, 16 take 2.3. */
const SHORT_ROW = 256;

/** Whether one operand is a short row, such as a bias, that is added to every row of the other. */
function isShortRow(
  { count, columns, outer, aStrides, bStrides, aMoves, bMoves }: Broadcast,
  dtype: DataType,
) {
  return (
    columns < SHORT_ROW &&
    outer === 1 &&
    count >= 4 * SHORT_ROW &&
    dtype !== 'bool' &&
    aMoves === 1 &&
    bMoves === 1 &&
    (aStrides[0] === 0 || bStrides[0] === 0)
  );
}

function withLongRow(
  backend: SimdBackend,
  row: number,
  { columns: length }: Broadcast,
  use: (row: number, columns: number) => void,
): void {
  const times = Math.ceil(SHORT_ROW / 4 / length) * 4;
  backend.withScratch(times * length * 4 + 64, output => {
    repeatRow(backend.native, 1, { row, output, length, times });
    use(output, times * length);
  });
}

/** The same walk in rows of `columns` elements, of which the last may be cut short by the result's end. */
function longRows(walk: Broadcast, columns: number, aMoves: number, bMoves: number): Broadcast {
  return {
    ...walk,
    columns,
    sizes: [Math.ceil(walk.count / columns), 0, 0, 0, 0],
    aStrides: [aMoves * columns, 0, 0, 0, 0],
    bStrides: [bMoves * columns, 0, 0, 0, 0],
  };
}
