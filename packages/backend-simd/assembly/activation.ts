import { storeLanes } from './vector';
import { tanhVector } from './math';

export const NO_ACTIVATION: i32 = 0;
export const RELU: i32 = 1;
export const TANH: i32 = 2;
export const RELU6: i32 = 3;

const SIX: usize = memory.data<f32>([6], 16);

/** Applies an activation to `count` floats in place, while they are still in cache. */
export function activate(address: usize, count: i32, activation: i32): void {
  if (activation == RELU) {
    const none = f32x4.splat(0);
    for (; count > 0; count -= 4, address += 16) storeLanes(address, f32x4.pmax(v128.load(address), none), count);
  } else if (activation == TANH) {
    for (; count > 0; count -= 4, address += 16) storeLanes(address, tanhVector(v128.load(address)), count);
  } else if (activation == RELU6) {
    const none = f32x4.splat(0);
    for (; count > 0; count -= 4, address += 16) {
      storeLanes(address, f32x4.pmin(f32x4.pmax(v128.load(address), none), v128.load32_splat(SIX)), count);
    }
  }
}
