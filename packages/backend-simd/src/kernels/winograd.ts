import { env } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { WINOGRAD_CHANNELS } from '../flags.js';
import {
  packPanels,
  winogradConv2D,
  winogradFilter,
  winogradGradientOutput,
  winogradGradientSums,
  winogradGradientTiles,
} from '../generated/kernels.js';
import type { ConvGeometry } from './convolution.js';
import { activations, type Epilogue, panelFloats, panelsOf, roundUp } from './multiply.js';

/** What a convolution of stride 1 needs to know of its operands, in either direction. */
export interface WinogradShape {
  images: number;
  size: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  padTop: number;
  padLeft: number;
}

/** A filter in memory, as the strides (in bytes) with which it is read. */
export interface FilterSource {
  source: number;
  tapStride: number;
  innerStride: number;
  columnStride: number;
}

const POINTS = 36;
/** Tiles of one task: they stay in the second-level cache together with their products. */
const TASK_BYTES = 1 << 20;
/** Tiles of one group of images of a filter's gradient. */
const GROUP_BYTES = 16 << 20;

/**
 * Whether Winograd's method is the faster one for a convolution with a square filter of that size: the products
 * must outweigh the transforms, which take many channels on both sides (more for 5×5, which saves less a transform).
 */
export function prefersWinograd(g: ConvGeometry, inChannels: number, outChannels: number): boolean {
  const size = g.filterHeight;
  const square = g.filterWidth === size && (size === 3 || size === 5);
  const dense =
    g.strideHeight === 1 && g.strideWidth === 1 && g.dilationHeight === 1 && g.dilationWidth === 1;
  if (!square || !dense) return false;
  const fewest = env().getNumber(WINOGRAD_CHANNELS) * (size === 3 ? 1 : 2);
  return inChannels >= fewest && outChannels >= fewest && g.outHeight >= 2 && g.outWidth >= 2;
}

/** Activations that can be applied while the outputs are written. */
export function fusesInWinograd({ activation }: Epilogue): boolean {
  return activation === activations.linear || activation === activations.relu;
}

export function winograd(
  backend: SimdBackend,
  input: number,
  filter: FilterSource,
  output: number,
  shape: WinogradShape,
  epilogue: Epilogue,
): void {
  const { images, size, inChannels, outChannels } = shape;
  const { down, across } = tilesOf(shape);
  const rowBytes = POINTS * across * (roundUp(inChannels, 4) + roundUp(outChannels, 4)) * 4;
  const rows = images * down;
  const tileRowsPerTask = Math.max(1, Math.min(Math.floor(TASK_BYTES / rowBytes), Math.ceil(rows / 16)));
  const scratchBytes = headerBytes(inChannels) + tileRowsPerTask * rowBytes;
  withTransformedFilter(backend, filter, size, inChannels, outChannels, transformed =>
    backend.withScratch(scratchBytes * backend.native.threads, scratch =>
      winogradConv2D(backend.native, Math.ceil(rows / tileRowsPerTask), {
        ...shape,
        ...epilogue,
        input,
        filter: transformed,
        output,
        scratch,
        scratchBytes,
        tileRowsPerTask,
      }),
    ),
  );
}

/** The gradient with respect to the filter, into `output` [size, size, inChannels, outChannels]. */
export function winogradFilterGradient(
  backend: SimdBackend,
  input: number,
  dy: number,
  output: number,
  shape: WinogradShape,
): void {
  const { native } = backend;
  const { images, size, inChannels, outChannels } = shape;
  const { down, across } = tilesOf(shape);
  const tilesPerImage = down * across;
  const [inWide, outWide] = [roundUp(inChannels, 4), roundUp(outChannels, 4)];
  const pointBytes = (channels: number, tiles: number) => POINTS * tiles * channels * 4;
  const imageBytes = pointBytes(inWide + outWide, tilesPerImage);
  const imagesPerGroup = Math.max(1, Math.min(images, Math.floor(GROUP_BYTES / imageBytes)));
  const inputBytes = pointBytes(inWide, tilesPerImage * imagesPerGroup);
  const dyBytes = pointBytes(outWide, tilesPerImage * imagesPerGroup);
  const sumBytes = POINTS * inWide * outWide * 4;
  const scratchBytes = headerBytes(inChannels);
  const total = inputBytes + dyBytes + sumBytes + scratchBytes * native.threads;
  backend.withScratch(total, inputPoints => {
    const dyPoints = inputPoints + inputBytes;
    const sums = dyPoints + dyBytes;
    const scratch = sums + sumBytes;
    const channelsPerTask = 64;
    const sumTasks = POINTS * Math.ceil(inWide / channelsPerTask);
    for (let image = 0; image < images; image += imagesPerGroup) {
      const group = Math.min(imagesPerGroup, images - image);
      const from = {
        input: input + image * shape.inHeight * shape.inWidth * inChannels * 4,
        dy: dy + image * shape.outHeight * shape.outWidth * outChannels * 4,
      };
      const places = { inputPoints, dyPoints, scratch, scratchBytes };
      winogradGradientTiles(native, group, { ...shape, ...from, ...places, images: group });
      const tiles = group * tilesPerImage;
      const first = image === 0 ? 1 : 0;
      const channels = { inChannels, outChannels, channelsPerTask };
      winogradGradientSums(native, sumTasks, { inputPoints, dyPoints, sums, tiles, first, ...channels });
    }
    winogradGradientOutput(native, inChannels, { sums, output, scratch, inChannels, outChannels, size });
  });
}

function withTransformedFilter(
  backend: SimdBackend,
  filter: FilterSource,
  size: number,
  inChannels: number,
  outChannels: number,
  use: (transformed: number) => void,
): void {
  const taps = size * size;
  const panelBytes = panelFloats(taps * inChannels, outChannels) * 4;
  const transformedBytes = POINTS * panelFloats(inChannels, outChannels) * 4;
  const columns = outChannels;
  backend.withScratch(transformedBytes, transformed => {
    backend.withScratch(panelBytes + 576 * backend.native.threads, panels => {
      packPanels(backend.native, panelsOf(columns), { panels, taps, inner: inChannels, columns, ...filter });
      const scratch = panels + panelBytes;
      const tasks = panelsOf(columns);
      winogradFilter(backend.native, tasks, { panels, transformed, scratch, size, inChannels, outChannels });
    });
    use(transformed);
  });
}

function tilesOf({ size, outHeight, outWidth }: WinogradShape): { down: number; across: number } {
  const side = 7 - size;
  return { down: Math.ceil(outHeight / side), across: Math.ceil(outWidth / side) };
}

/** As in assembly/kernels/winograd.ts, and no less than its last step needs. */
function headerBytes(inChannels: number): number {
  return roundUp(inChannels * 4, 64) + 160 + 576 + 576;
}
