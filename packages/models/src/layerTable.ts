import type { serialization } from '@tensorflow/tfjs-core';
import type { LayersModel, layers, Shape } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/** One layer of a model: a row of the table that {@link describe} prints. */
export interface LayerRow {
  /** The layer's name: `C1`. */
  name: string;
  /** What it does: `convolution`, `max pool`, `dropout 0.5`, …; TF.js's class name where there is no plainer word. */
  type: string;
  /** Sizes of the window: [height, width], for a convolution [height, width, in channels, out channels]. */
  filter?: number[];
  /** Distance between windows in pixels, where a window moves. */
  stride?: number;
  /** Zeros on each side in pixels, or `same` where TF.js pads the two sides differently. */
  padding?: number | 'same';
  /** The activation inside the layer, unless it is none. */
  activation?: string;
  /** The output's shape without the batch: [height, width, channels] or [features]. */
  output: Shape;
  /** How many numbers the layer learns or keeps. */
  parameters: number;
}

const TYPES: Readonly<Record<string, string>> = {
  Conv2D: 'convolution',
  AveragePooling2D: 'average pool',
  MaxPooling2D: 'max pool',
  Flatten: 'flatten',
  Dense: 'fully connected',
  Dropout: 'dropout',
  SeededDropout: 'dropout',
};

/**
 * A model's layers as data, input layers left out. Zero padding in front of a convolution stands in the
 * convolution's row, as in the lecture's tables.
 *
 * @param model Any `tf.LayersModel`; of a layer with several outputs the first is shown.
 * @throws Error when the model has no layers.
 * @example
 * layerTable(lenet5())[0]; // { name: 'C1', type: 'convolution', filter: [5, 5, 1, 6], …, parameters: 156 }
 */
export function layerTable(model: LayersModel): LayerRow[] {
  if (model.layers.length === 0) {
    throw new Error('describe: the model has no layers yet. Add them first, the first with an inputShape.');
  }
  const rows: LayerRow[] = [];
  for (const [at, layer] of model.layers.entries()) {
    if (layer.getClassName() === 'InputLayer') continue;
    if (uniformPadding(layer) !== undefined && isPaddedConvolution(model.layers[at + 1], layer)) continue;
    rows.push(row(layer, model.layers[at - 1]));
  }
  return rows;
}

function row(layer: Layer, previous: Layer | undefined): LayerRow {
  const config = layer.getConfig();
  const { activation, rate } = config;
  const type = TYPES[layer.getClassName()] ?? layer.getClassName();
  return {
    name: layer.name,
    type: rate === undefined ? type : `${type} ${rate}`,
    ...windowOf(layer, config, previous),
    ...(typeof activation === 'string' && activation !== 'linear' && { activation }),
    output: outputOf(layer),
    parameters: layer.countParams(),
  };
}

function windowOf(layer: Layer, config: serialization.ConfigDict, previous: Layer | undefined) {
  const window = numbers(config.kernelSize) ?? numbers(config.poolSize);
  const stride = numbers(config.strides)?.[0];
  if (!window || stride === undefined) return {};
  const filter = config.kernelSize ? layer.weights[0].shape.map(size => size ?? 0) : window;
  const ahead = previous && isPaddedConvolution(layer, previous) ? uniformPadding(previous) : undefined;
  return { filter, stride, padding: ahead ?? paddingOf(config.padding, window, stride) };
}

function paddingOf(
  padding: serialization.ConfigDictValue,
  window: number[],
  stride: number,
): number | 'same' {
  if (padding !== 'same') return 0;
  const symmetric = stride === 1 && window.every(size => size === window[0] && size % 2 === 1);
  return symmetric ? (window[0] - 1) / 2 : 'same';
}

/** The width of a ZeroPadding2D that pads all four sides alike. */
function uniformPadding(layer: Layer): number | undefined {
  if (layer.getClassName() !== 'ZeroPadding2D') return undefined;
  const widths = [layer.getConfig().padding].flat(2);
  return widths.every(width => width === widths[0]) ? numbers(widths)?.[0] : undefined;
}

/** Whether `layer` is a convolution without padding of its own that reads what `padding` gives. */
function isPaddedConvolution(layer: Layer | undefined, padding: Layer): boolean {
  return (
    layer?.getClassName() === 'Conv2D' &&
    layer.getConfig().padding === 'valid' &&
    layer.input === padding.output
  );
}

function outputOf(layer: Layer): Shape {
  const shape = layer.outputShape;
  const [first] = shape;
  return (Array.isArray(first) ? first : (shape as Shape)).slice(1);
}

function numbers(value: serialization.ConfigDictValue | undefined): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(item => typeof item === 'number');
}
