import {
  Abs,
  Acos,
  Acosh,
  Asin,
  Asinh,
  Atan,
  Atanh,
  Ceil,
  ClipByValue,
  Cos,
  Cosh,
  Elu,
  Erf,
  Exp,
  Expm1,
  Floor,
  IsFinite,
  IsInf,
  IsNan,
  LeakyRelu,
  Log,
  Log1p,
  LogicalNot,
  Neg,
  Reciprocal,
  Relu,
  Relu6,
  Round,
  Rsqrt,
  Selu,
  Sigmoid,
  Sign,
  Sin,
  Sinh,
  Softplus,
  Sqrt,
  Square,
  Step,
  Tan,
  Tanh,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { UnaryOp, unary } from '../generated/kernels.js';
import { type NativeKernel, nativeKernel } from '../kernel.js';
import { chainedUnary } from './chain.js';
import { CHEAP, elementsPerTask } from './tasks.js';

type Attributes = Readonly<Record<string, number>>;

interface Unary {
  /** The kernel's op for each type of input that it takes; other types are computed in JavaScript. */
  float32?: UnaryOp;
  int32?: UnaryOp;
  bool?: UnaryOp;
  /** Type of the result, where it is not that of the input. */
  result?: 'bool';
  /** See `elementsPerTask`. */
  cost: number;
  /** The kernel's alpha and beta. */
  parameters?(attrs: Attributes): [number, number];
}

/** Bound by vector arithmetic, and computed one by one. */
const COSTLY = 96;
const RARE = 800;

const unaryOps: Readonly<Record<string, Unary>> = {
  [Abs]: { float32: UnaryOp.ABS, int32: UnaryOp.ABS_INT, cost: CHEAP },
  [Acos]: { float32: UnaryOp.ACOS, cost: RARE },
  [Acosh]: { float32: UnaryOp.ACOSH, cost: RARE },
  [Asin]: { float32: UnaryOp.ASIN, cost: RARE },
  [Asinh]: { float32: UnaryOp.ASINH, cost: RARE },
  [Atan]: { float32: UnaryOp.ATAN, cost: RARE },
  [Atanh]: { float32: UnaryOp.ATANH, cost: RARE },
  [Ceil]: { float32: UnaryOp.CEIL, cost: CHEAP },
  [ClipByValue]: {
    float32: UnaryOp.CLIP,
    int32: UnaryOp.CLIP_INT,
    cost: CHEAP,
    parameters: ({ clipValueMin, clipValueMax }) => [clipValueMin, clipValueMax],
  },
  [Cos]: { float32: UnaryOp.COS, cost: COSTLY },
  [Cosh]: { float32: UnaryOp.COSH, cost: RARE },
  [Elu]: { float32: UnaryOp.ELU, cost: COSTLY },
  [Erf]: { float32: UnaryOp.ERF, cost: COSTLY },
  [Exp]: { float32: UnaryOp.EXP, cost: COSTLY },
  [Expm1]: { float32: UnaryOp.EXPM1, cost: COSTLY },
  [Floor]: { float32: UnaryOp.FLOOR, cost: CHEAP },
  [IsFinite]: { float32: UnaryOp.IS_FINITE, result: 'bool', cost: CHEAP },
  [IsInf]: { float32: UnaryOp.IS_INF, result: 'bool', cost: CHEAP },
  [IsNan]: { float32: UnaryOp.IS_NAN, result: 'bool', cost: CHEAP },
  [LeakyRelu]: { float32: UnaryOp.LEAKY_RELU, cost: CHEAP, parameters: ({ alpha }) => [alpha, 0] },
  [Log]: { float32: UnaryOp.LOG, cost: COSTLY },
  [Log1p]: { float32: UnaryOp.LOG1P, cost: COSTLY },
  [LogicalNot]: { bool: UnaryOp.LOGICAL_NOT, cost: CHEAP },
  [Neg]: { float32: UnaryOp.NEG, int32: UnaryOp.NEG_INT, cost: CHEAP },
  [Reciprocal]: { float32: UnaryOp.RECIPROCAL, cost: CHEAP },
  [Relu]: { float32: UnaryOp.RELU, int32: UnaryOp.RELU_INT, cost: CHEAP },
  [Relu6]: { float32: UnaryOp.RELU6, int32: UnaryOp.RELU6_INT, cost: CHEAP },
  [Round]: { float32: UnaryOp.ROUND, cost: CHEAP },
  [Rsqrt]: { float32: UnaryOp.RSQRT, cost: CHEAP },
  [Selu]: { float32: UnaryOp.SELU, cost: COSTLY },
  [Sigmoid]: { float32: UnaryOp.SIGMOID, cost: COSTLY },
  [Sign]: { float32: UnaryOp.SIGN, int32: UnaryOp.SIGN_INT, cost: CHEAP },
  [Sin]: { float32: UnaryOp.SIN, cost: COSTLY },
  [Sinh]: { float32: UnaryOp.SINH, cost: RARE },
  [Softplus]: { float32: UnaryOp.SOFTPLUS, cost: COSTLY },
  [Sqrt]: { float32: UnaryOp.SQRT, cost: CHEAP },
  [Square]: { float32: UnaryOp.SQUARE, int32: UnaryOp.SQUARE_INT, cost: CHEAP },
  [Step]: { float32: UnaryOp.STEP, cost: CHEAP, parameters: ({ alpha }) => [alpha, 0] },
  [Tan]: { float32: UnaryOp.TAN, cost: COSTLY },
  [Tanh]: { float32: UnaryOp.TANH, cost: COSTLY },
};

const NO_PARAMETERS: [number, number] = [0, 0];

/** Functions of one element, as ops of TensorFlow.js. */
export const unaryKernels: NativeKernel[] = Object.entries(unaryOps).map(([name, unary]) =>
  nativeKernel<'x', Attributes>({
    name,
    supports: ({ x }, attrs) =>
      x.dtype in unary && (x.dtype !== 'int32' || parametersOf(unary, attrs).every(isInt32)),
    compute: ({ inputs: { x }, attrs, backend }) => {
      const op = unary[x.dtype as 'float32' | 'int32' | 'bool'] as UnaryOp;
      return mapElements(backend, x, op, unary.cost, parametersOf(unary, attrs), unary.result);
    },
  }),
);

/** op(x), element by element. */
function mapElements(
  backend: SimdBackend,
  x: TensorInfo,
  op: UnaryOp,
  cost: number,
  [alpha, beta]: [number, number] = NO_PARAMETERS,
  result: 'bool' | undefined = undefined,
): TensorInfo {
  if (x.dtype === 'float32' && result === undefined) {
    const chained = chainedUnary(backend, x, op, [alpha, beta], cost);
    if (chained !== undefined) return chained;
  }
  const y = backend.output(x.shape, result ?? x.dtype);
  const count = util.sizeFromShape(x.shape);
  const countPerTask = elementsPerTask(cost);
  unary(backend.native, Math.ceil(count / countPerTask), {
    x: backend.address(x),
    y: backend.address(y),
    count,
    countPerTask,
    op,
    alpha,
    beta,
  });
  return y;
}

function parametersOf(unary: Unary, attrs: Attributes): [number, number] {
  return unary.parameters === undefined ? NO_PARAMETERS : unary.parameters(attrs);
}

/** Whether float32, in which parameters reach the kernel, holds the number as an integer. */
function isInt32(x: number): boolean {
  return Number.isInteger(x) && Math.abs(x) <= 2 ** 24;
}
