import { reshape, type Tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable, layers } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/** One weight of a model, and how PyTorch names it and lays it out. */
export interface TorchParameter {
  /** Its name in PyTorch's `state_dict`: `net.3.branch2.0.weight`. */
  name: string;
  /** The weight here. */
  weight: LayerVariable;
  /** Its shape in PyTorch: [out, in, height, width], [out, in] or [out]. */
  shape: number[];
  /** `shape`, with the features of a dense layer after a flatten taken apart: [out, channels, height, width]. */
  unfolded: number[];
  /** Transposing `unfolded` so gives the order of the elements here. */
  permutation: number[];
}

/** How many modules of PyTorch's `nn.Sequential` a layer stands for; activations are modules there. */
const MODULES: Readonly<Record<string, number>> = {
  InputLayer: 0,
  ZeroPadding2D: 0, // an argument of the convolution there
  Conv2D: 1,
  Dense: 1,
  AveragePooling2D: 1,
  MaxPooling2D: 1,
  Flatten: 1,
  Activation: 0, // counted by its activation
  ReLU: 1,
  Dropout: 1,
  SeededDropout: 1,
  Inception: 1,
  ResidualBlock: 1,
};

/** Weights whose path inside a block differs from PyTorch's. */
const PATHS: Readonly<Record<string, string>> = {
  kernel: 'weight',
  'conv1/kernel': 'net.0.weight',
  'conv1/bias': 'net.0.bias',
  'conv2/kernel': 'net.2.weight',
  'conv2/bias': 'net.2.bias',
};

/** Layers that leave the order of flattened features alone. */
const KEEPS_ORDER = new Set(['Activation', 'ReLU', 'Dropout', 'SeededDropout']);

/**
 * Maps each weight of a model to the lecture's PyTorch module of the same network, in the order of PyTorch's
 * `named_parameters()`. A network there is an `nn.Sequential` called `net`, and a layer's index counts the
 * activations, which are modules of their own.
 *
 * @param model One of the four networks, or any model that is one chain of their kinds of layers.
 * @throws Error for a layer that has no counterpart there.
 * @example
 * torchParameters(lenet5()).map(({ name }) => name); // ['net.0.weight', 'net.0.bias', 'net.3.weight', …]
 */
export function torchParameters(model: LayersModel): TorchParameter[] {
  const parameters: TorchParameter[] = [];
  let index = 0;
  let flattened: number[] | undefined;
  for (const layer of model.layers) {
    for (const weight of layer.weights) {
      parameters.push({ name: torchName(layer, weight, index), weight, ...layout(weight, flattened) });
    }
    if (!KEEPS_ORDER.has(layer.getClassName())) flattened = flattenedImage(layer);
    index += modules(layer);
  }
  return parameters;
}

function modules(layer: Layer): number {
  const own = MODULES[layer.getClassName()];
  if (own === undefined) {
    throw new Error(
      `torchParameters: layer "${layer.name}" (${layer.getClassName()}) has no counterpart in the lecture's ` +
        `PyTorch modules. Known are ${Object.keys(MODULES).join(', ')}.`,
    );
  }
  return own + ((layer.getConfig().activation ?? 'linear') === 'linear' ? 0 : 1);
}

function torchName(layer: Layer, weight: LayerVariable, index: number): string {
  const scope = `${layer.name}/`;
  const path = weight.originalName.slice(weight.originalName.lastIndexOf(scope) + scope.length);
  return `net.${index}.${PATHS[path] ?? path.replace('/kernel', '.weight').replace('/bias', '.bias')}`;
}

/** [height, width, channels] of the images that a flatten layer took apart. */
function flattenedImage(layer: Layer): number[] | undefined {
  if (layer.getClassName() !== 'Flatten' || Array.isArray(layer.input)) return undefined;
  const sizes = layer.input.shape.slice(1).map(size => size ?? 1);
  return sizes.length === 3 ? sizes : undefined;
}

function layout(weight: LayerVariable, flattened: number[] | undefined) {
  const sizes = weight.shape.map(size => size ?? 1);
  if (sizes.length === 4) {
    const [height, width, inChannels, filters] = sizes;
    const shape = [filters, inChannels, height, width];
    return { shape, unfolded: shape, permutation: [2, 3, 1, 0] };
  }
  if (sizes.length === 1) return { shape: sizes, unfolded: sizes, permutation: [0] };
  const [inFeatures, units] = sizes;
  const shape = [units, inFeatures];
  if (!flattened) return { shape, unfolded: shape, permutation: [1, 0] };
  const [height, width, channels] = flattened;
  return { shape, unfolded: [units, channels, height, width], permutation: [2, 3, 1, 0] };
}

/**
 * Reorders a tensor from PyTorch's layout to the weight's own.
 *
 * @param tensor Of the parameter's `shape`.
 * @returns A new tensor of the weight's shape, which the caller disposes.
 */
export function fromTorch({ weight, unfolded, permutation }: TorchParameter, tensor: Tensor): Tensor {
  return tidy(() => reshape(transpose(reshape(tensor, unfolded), permutation), weight.read().shape));
}

/**
 * Reorders a tensor, such as a weight's value or its gradient, to PyTorch's layout.
 *
 * @param tensor Of the weight's shape.
 * @returns A new tensor of the parameter's `shape`, which the caller disposes.
 */
export function toTorch({ shape, unfolded, permutation }: TorchParameter, tensor: Tensor): Tensor {
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  const here = permutation.map(axis => unfolded[axis]);
  return tidy(() => reshape(transpose(reshape(tensor, here), inverse), shape));
}
