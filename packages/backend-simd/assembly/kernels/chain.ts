import { threadSlot } from '../parallel';
import { binaryFloats } from './binary';
import { unaryFloats } from './unary';

/** Where an operand of an instruction stands. */
export const enum Place {
  EACH, // a tensor of the result's size
  ONE, // one number for all elements
  ROW, // a row that is repeated; it stands in memory often enough for a block that begins anywhere in it
  STEP, // the result of an instruction before
}

/** One element-wise op. The last instruction's result is the chain's. */
@unmanaged
class Instruction {
  op: i32; // UnaryOp, or FIRST_BINARY + BinaryOp
  aPlace: i32; // Place
  a: usize; // address, or number of the instruction
  aPeriod: i32; // elements of the row
  bPlace: i32;
  b: usize;
  bPeriod: i32;
  alpha: f32;
  beta: f32;
}

/** Elements that all instructions go through before the next: what they pass on stays in the first-level cache. */
const BLOCK: i32 = 512;
/** As in src/kernels/chain.ts. */
const FIRST_BINARY: i32 = 64;

/**
 * Several element-wise ops in one pass over memory: y = fₙ(… f₁(x) …), where ops may have two operands and results may
 * be used more than once. Each op gives the bits it gives alone. One task is a range of elements.
 */
@unmanaged
export class ChainArgs {
  instructions: usize; // of nine words each
  length: i32; // instructions
  y: usize; // out
  count: i32;
  countPerTask: i32; // a multiple of 64
  scratch: usize;
  scratchBytes: i32; // a thread: BLOCK floats for each instruction but the last
}

export function chain(args: ChainArgs, task: i32): void {
  const end = min((task + 1) * args.countPerTask, args.count);
  const steps = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes;
  for (let i = task * args.countPerTask; i < end; i += BLOCK) {
    const n = min(BLOCK, end - i);
    for (let step = 0; step < args.length; step++) {
      const each = changetype<Instruction>(args.instructions + <usize>step * offsetof<Instruction>());
      const y = step == args.length - 1 ? args.y + (<usize>i << 2) : stepAt(steps, step);
      const a = placeOf(each.aPlace, each.a, each.aPeriod, i, steps);
      if (each.op < FIRST_BINARY) {
        unaryFloats(each.op, a, y, n, each.alpha, each.beta);
        continue;
      }
      const b = placeOf(each.bPlace, each.b, each.bPeriod, i, steps);
      binaryFloats(each.op - FIRST_BINARY, a, b, y, n, each.aPlace == Place.ONE ? 0 : 16, each.bPlace == Place.ONE ? 0 : 16);
    }
  }
}

// @ts-ignore: decorator
@inline
function stepAt(steps: usize, step: i32): usize { return steps + <usize>(step * BLOCK << 2); }

// @ts-ignore: decorator
@inline
function placeOf(place: i32, at: usize, period: i32, i: i32, steps: usize): usize {
  if (place == Place.EACH) return at + (<usize>i << 2);
  if (place == Place.STEP) return stepAt(steps, <i32>at);
  if (place == Place.ROW) return at + (<usize>(i % period) << 2);
  return at;
}
