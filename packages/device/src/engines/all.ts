import type { Engine } from '../engine.js';
import { cpu } from './cpu.js';
import { cuda } from './cuda.js';
import { simd } from './simd.js';
import { tensorflow } from './tensorflow.js';
import { webgpu } from './webgpu.js';

/** Every engine, in the order in which `auto` prefers them. */
export const engines: readonly Engine[] = [cuda, webgpu, simd, tensorflow, cpu];
