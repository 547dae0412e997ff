import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from './backend.js';

/** What TensorFlow.js hands to a kernel. */
export interface KernelCall<Inputs = NamedTensorInfoMap, Attributes = NamedAttrMap> {
  inputs: Inputs;
  attrs: Attributes;
  backend: SimdBackend;
}

/** A TensorFlow.js op computed by the engine's own code. Each file in kernels/ exports one or a family of them. */
export interface NativeKernel {
  /** The op's name in TensorFlow.js, such as `Conv2D`. */
  name: string;
  /** Whether these inputs can be computed natively; those that cannot go to the JavaScript kernel. Default: all. */
  supports?(inputs: NamedTensorInfoMap, attrs: NamedAttrMap): boolean;
  compute(call: KernelCall): TensorInfo | TensorInfo[];
}

/**
 * Types a kernel: the names of its inputs, its attributes as tfjs-core declares them for the op, and the names of
 * inputs that may be missing.
 */
export function nativeKernel<
  Names extends string,
  Attributes = object,
  Optional extends string = never,
>(kernel: {
  name: string;
  supports?(inputs: KernelInputs<Names, Optional>, attrs: Attributes): boolean;
  compute(call: KernelCall<KernelInputs<Names, Optional>, Attributes>): TensorInfo | TensorInfo[];
}): NativeKernel {
  return kernel as unknown as NativeKernel;
}

type KernelInputs<Names extends string, Optional extends string> = Record<Names, TensorInfo> &
  Partial<Record<Optional, TensorInfo>>;
