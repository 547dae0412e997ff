import { env, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { DEFERRED_SIZE } from '../flags.js';
import { type BinaryOp, chain as chainKernel, Place, repeatRow, type UnaryOp } from '../generated/kernels.js';
import type { Chain, HeapTensor, Operand } from '../tensorData.js';
import type { Broadcast } from './broadcast.js';
import { roundUp } from './multiply.js';
import { CHEAP, elementsPerTask } from './tasks.js';

/** As in assembly/kernels/chain.ts. */
const FIRST_BINARY = 64;
const BLOCK = 512;
const INSTRUCTION_WORDS = 9;
/** Longer chains read so many tensors at once that they gain nothing more. */
const MOST_INSTRUCTIONS = 8;
const LONGEST_ROW = 8192;

/**
 * y = f(x) for floats, as part of a chain: where x is one already, or where the result may wait for its reader.
 * Undefined where the op is better computed at once.
 */
export function chainedUnary(
  backend: SimdBackend,
  x: TensorInfo,
  op: UnaryOp,
  [alpha, beta]: [number, number],
  cost: number,
): TensorInfo | undefined {
  const tensor = backend.heapTensor(x);
  const operands = [{ tensor, place: Place.EACH, period: 0 }];
  return chained(backend, x.shape, tensor.length, { op, operands, alpha, beta }, cost);
}

/** The same for y = f(a, b), where an operand may also be one number, or a row that is repeated. */
export function chainedBinary(
  backend: SimdBackend,
  a: TensorInfo,
  b: TensorInfo,
  op: BinaryOp,
  walk: Broadcast,
  cost: number,
): TensorInfo | undefined {
  const left = operandOf(backend.heapTensor(a), walk, walk.aMoves, walk.aStrides);
  const right = operandOf(backend.heapTensor(b), walk, walk.bMoves, walk.bStrides);
  if (left === undefined || right === undefined) return undefined;
  const operands = [left, right];
  return chained(
    backend,
    walk.shape,
    walk.count,
    { op: FIRST_BINARY + op, operands, alpha: 0, beta: 0 },
    cost,
  );
}

function operandOf(
  tensor: HeapTensor,
  { columns, outer, count }: Broadcast,
  moves: number,
  strides: number[],
): Operand | undefined {
  if (tensor.length === count) return { tensor, place: Place.EACH, period: 0 };
  if (tensor.length === 1) return { tensor, place: Place.ONE, period: 0 };
  const isRow = outer === 1 && moves === 1 && strides[0] === 0 && columns <= LONGEST_ROW;
  return isRow ? { tensor, place: Place.ROW, period: columns } : undefined;
}

function chained(
  backend: SimdBackend,
  shape: number[],
  count: number,
  op: Pick<Chain, 'op' | 'operands' | 'alpha' | 'beta'>,
  cost: number,
): TensorInfo | undefined {
  // One that reads a result which is never kept computes it anew: only what is cheap may wait.
  const waits = cost <= CHEAP && count >= env().getNumber(DEFERRED_SIZE);
  const before = op.operands.filter(isChain);
  if (!waits && before.length === 0) return undefined;
  shorten(before);
  const chains = op.operands.flatMap(operand => (isChain(operand) ? [operand.tensor.chain as Chain] : []));
  const chain: Chain = {
    ...op,
    cost: chains.reduce((sum, each) => sum + each.cost, cost),
    length: chains.reduce((sum, each) => sum + each.length, 1),
  };
  const inputs = op.operands.map(({ tensor }) => tensor);
  const run = (output: HeapTensor) => runChain(backend, chain, output);
  const result = backend.deferredOutput(shape, { inputs, run, chain });
  if (!waits) backend.heapTensor(result).compute();
  return result;
}

/** An op of as many elements that has not been computed. */
function isChain({ tensor, place }: Operand): boolean {
  return place === Place.EACH && tensor.chain !== undefined;
}

/** Computes operands until what is left makes a chain of at most MOST_INSTRUCTIONS. */
function shorten(operands: Operand[]): void {
  const lengthOf = ({ tensor }: Operand) => tensor.chain?.length ?? 0;
  const longestFirst = [...operands].sort((a, b) => lengthOf(b) - lengthOf(a));
  for (const operand of longestFirst) {
    const length = operands.reduce((sum, each) => sum + lengthOf(each), 1);
    if (length > MOST_INSTRUCTIONS) operand.tensor.compute();
  }
}

/** One instruction: its operands are tensors in memory, or results of steps before. */
interface Step {
  readonly chain: Chain;
  readonly operands: readonly (Operand | number)[];
}

function runChain(backend: SimdBackend, chain: Chain, output: HeapTensor): void {
  const { native } = backend;
  const steps: Step[] = [];
  addSteps(chain, steps, new Map());
  const leaves = steps.flatMap(({ operands }) => operands.filter(operand => typeof operand !== 'number'));
  // Computes those that are deferred themselves, before any room is taken.
  for (const { tensor } of leaves) tensor.compute();
  const rows = leaves.filter(({ place }) => place === Place.ROW);
  const rowsBytes = rows.reduce((sum, row) => sum + repeatedRow(row).bytes, 0);
  const instructionBytes = steps.length * INSTRUCTION_WORDS * 4;
  const scratchBytes = (steps.length - 1) * BLOCK * 4;
  const total = rowsBytes + instructionBytes + scratchBytes * native.threads;
  backend.withScratch(total, start => {
    const addresses = repeatRows(backend, rows, start);
    const instructions = start + rowsBytes;
    steps.forEach((step, i) => {
      writeInstruction(backend, step, instructions + i * INSTRUCTION_WORDS * 4, addresses);
    });
    const countPerTask = elementsPerTask(chain.cost);
    chainKernel(native, Math.ceil(output.length / countPerTask), {
      instructions,
      length: steps.length,
      y: output.block.address,
      count: output.length,
      countPerTask,
      scratch: instructions + instructionBytes,
      scratchBytes,
    });
  });
}

/** Adds the ops that a chain is made of, each once, in an order in which they can be computed. Returns the last one's number. */
function addSteps(chain: Chain, steps: Step[], numbers: Map<HeapTensor, number>): number {
  const operands = chain.operands.map(operand => {
    if (!isChain(operand)) return operand;
    const known = numbers.get(operand.tensor);
    if (known !== undefined) return known;
    const number = addSteps(operand.tensor.chain as Chain, steps, numbers);
    numbers.set(operand.tensor, number);
    return number;
  });
  return steps.push({ chain, operands }) - 1;
}

/** A block may begin anywhere in a row, so a row and a block's length are there, and room to read a whole vector. */
function repeatedRow({ period }: Operand): { times: number; bytes: number } {
  const times = Math.ceil(BLOCK / period) + 1;
  return { times, bytes: roundUp(times * period * 4 + 16, 16) };
}

function repeatRows({ native }: SimdBackend, rows: Operand[], start: number): Map<Operand, number> {
  const addresses = new Map<Operand, number>();
  let output = start;
  for (const row of rows) {
    const { times, bytes } = repeatedRow(row);
    repeatRow(native, 1, { row: row.tensor.block.address, output, length: row.period, times });
    addresses.set(row, output);
    output += bytes;
  }
  return addresses;
}

/** As in assembly/kernels/chain.ts. */
function writeInstruction(
  { heap }: SimdBackend,
  { chain, operands }: Step,
  address: number,
  rows: Map<Operand, number>,
): void {
  const words = new Int32Array(INSTRUCTION_WORDS);
  words[0] = chain.op;
  operands.forEach((operand, i) => {
    const at =
      typeof operand === 'number'
        ? [Place.STEP, operand, 0]
        : [operand.place, rows.get(operand) ?? operand.tensor.block.address, operand.period];
    words.set(at, 1 + 3 * i);
  });
  new Float32Array(words.buffer).set([chain.alpha, chain.beta], 7);
  heap.write(address, words);
}
