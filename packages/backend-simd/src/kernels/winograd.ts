import { env } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { WINOGRAD_COST } from '../flags.js';
import {
  packPanels,
  winogradConv2D,
  winogradFilter,
  winogradGradientOutput,
  winogradGradientSlice,
  winogradGradientSums,
  winogradGradientTiles,
  winogradInputGradient,
} from '../generated/kernels.js';
import { activations, type Epilogue, panelFloats, panelsOf, roundUp } from './multiply.js';

/** A convolution of stride 1 with a square filter. Its gradient with respect to the input is another one. */
export interface WinogradShape {
  images: number;
  /** Taps in a row of the filter. */
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

/** Tiles of one task and their products: they stay in the second-level cache. */
const TASK_BYTES = 1 << 19;
/** A filter that itself fills the second-level cache is read anew for every task: let tasks be larger. */
const TASK_BYTES_LARGE_FILTER = 1 << 21;
/** Tiles of one group of images of a large filter's gradient. */
const GROUP_BYTES = 1 << 25;
/** Sums of a filter's gradient that each slice of the batch may have for its own. */
const SLICE_BYTES = 1 << 19;
/** Tiles of a slice: fewer do not outweigh zeroing its sums and adding them to the others'. */
const TILES_PER_SLICE = 128;
const FEWEST_SLICES = 4;
const MOST_SLICES = 16;

/**
 * Whether Winograd's method is the faster one, by the count of vector instructions: its products must be so much fewer
 * than the direct method's that they outweigh the transforms, which take more channels on both sides the larger the
 * filter is.
 */
export function prefersWinograd(shape: WinogradShape): boolean {
  if (shape.outHeight < 2 || shape.outWidth < 2) return false;
  return env().getNumber(WINOGRAD_COST) * winogradCost(shape) < directCost(shape);
}

function directCost({ size, inChannels, outChannels, outHeight, outWidth }: WinogradShape): number {
  return outHeight * outWidth * size ** 2 * inChannels * vectorsOf(outChannels);
}

/** A transform takes about 3 instructions a point and vector; a product's start and end as long as 8 channels. */
function winogradCost(shape: WinogradShape): number {
  const { inChannels, outChannels } = shape;
  const points = tilesOf(shape) * tileOf(shape) ** 2;
  const products = (inChannels + 8) * vectorsOf(outChannels);
  const transforms = 6 * (vectorsOf(inChannels) + vectorsOf(outChannels));
  return points * (products + transforms);
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
  const { images, inChannels, outChannels, outHeight } = shape;
  const tile = tileOf(shape);
  const down = Math.ceil(outHeight / sideOf(shape, tile));
  const across = tilesOf(shape) / down;
  const tileRowsPerTask = perTask(images * down, across, shape, tile);
  const tiles = tileRowsPerTask * across;
  const inPointStride = pointStride(tiles, inChannels);
  const outPointStride = pointStride(tiles, outChannels);
  const scratchBytes = workspaceBytes(inChannels) + tile ** 2 * (inPointStride + outPointStride);
  withTransformedFilter(
    backend,
    filter,
    tile,
    shape.size,
    inChannels,
    outChannels,
    (transformed, filterPointStride) =>
      backend.withScratch(scratchBytes * backend.native.threads, scratch =>
        winogradConv2D(backend.native, Math.ceil((images * down) / tileRowsPerTask), {
          ...shape,
          ...epilogue,
          input,
          filter: transformed,
          filterPointStride,
          output,
          scratch,
          scratchBytes,
          inPointStride,
          outPointStride,
          tileRowsPerTask,
          tile,
        }),
      ),
  );
}

/** Whether the transposed method takes fewer products than a convolution of dy with the flipped filter, `backwards`. */
export function prefersTransposed(shape: WinogradShape, backwards: WinogradShape): boolean {
  const points = tilesOf(backwards) * tileOf(backwards) ** 2;
  return tilesIn(shape, 8) * 64 < 0.8 * points;
}

/** The gradient with respect to the input, into `dx`, by the forward pass's steps transposed. */
export function winogradTransposed(
  backend: SimdBackend,
  dy: number,
  filter: FilterSource,
  dx: number,
  shape: WinogradShape,
): void {
  const { images, size, inChannels, outChannels } = shape;
  const tilesPerImage = tilesIn(shape, 8);
  const imagesPerTask = perTask(images, tilesPerImage, shape, 8);
  const inPointStride = pointStride(imagesPerTask * tilesPerImage, inChannels);
  const outPointStride = pointStride(imagesPerTask * tilesPerImage, outChannels);
  const scratchBytes = workspaceBytes(outChannels) + 64 * (inPointStride + outPointStride);
  withTransformedFilter(backend, filter, 8, size, outChannels, inChannels, (transformed, filterPointStride) =>
    backend.withScratch(scratchBytes * backend.native.threads, scratch =>
      winogradInputGradient(backend.native, Math.ceil(images / imagesPerTask), {
        ...shape,
        dy,
        filter: transformed,
        filterPointStride,
        dx,
        scratch,
        scratchBytes,
        outPointStride,
        inPointStride,
        imagesPerTask,
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
  const tile = tileOf(shape);
  const sumBytes = tile ** 2 * shape.inChannels * roundUp(shape.outChannels, 4) * 4;
  if (sumBytes <= SLICE_BYTES) gradientInSlices(backend, input, dy, output, shape, tile, sumBytes);
  else gradientInGroups(backend, input, dy, output, shape, tile, sumBytes);
}

function gradientInSlices(
  backend: SimdBackend,
  input: number,
  dy: number,
  output: number,
  shape: WinogradShape,
  tile: number,
  sumBytes: number,
): void {
  const { images, inChannels, outChannels } = shape;
  const tilesPerImage = tilesOf(shape);
  const wanted = Math.floor((images * tilesPerImage) / TILES_PER_SLICE);
  const imagesPerSlice = Math.ceil(images / Math.max(FEWEST_SLICES, Math.min(MOST_SLICES, wanted)));
  const slices = Math.ceil(images / imagesPerSlice);
  const imageBytes = tile ** 2 * tilesPerImage * bytesOfTile(shape);
  const imagesPerPass = Math.max(1, Math.min(imagesPerSlice, Math.floor((2 * TASK_BYTES) / imageBytes)));
  const inPointStride = pointStride(imagesPerPass * tilesPerImage, inChannels);
  const outPointStride = pointStride(imagesPerPass * tilesPerImage, outChannels);
  const scratchBytes = workspaceBytes(inChannels) + tile ** 2 * (inPointStride + outPointStride);
  const total = slices * sumBytes + scratchBytes * backend.native.threads;
  backend.withScratch(total, sums => {
    const places = { scratch: sums + slices * sumBytes, scratchBytes, inPointStride, outPointStride };
    const cut = { imagesPerSlice, imagesPerPass, tile };
    winogradGradientSlice(backend.native, slices, { ...shape, ...places, ...cut, input, dy, sums });
    winogradGradientOutput(backend.native, inChannels, { ...shape, ...places, slices, tile, sums, output });
  });
}

function gradientInGroups(
  backend: SimdBackend,
  input: number,
  dy: number,
  output: number,
  shape: WinogradShape,
  tile: number,
  sumBytes: number,
): void {
  const { native } = backend;
  const { images, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = shape;
  const tilesPerImage = tilesOf(shape);
  const imageBytes = tile ** 2 * tilesPerImage * bytesOfTile(shape);
  const imagesPerGroup = Math.max(1, Math.min(images, Math.floor(GROUP_BYTES / imageBytes)));
  const vectorStride = oddLines(tilesPerImage * imagesPerGroup * 16);
  const inPointStride = vectorsOf(inChannels) * vectorStride;
  const outPointStride = vectorsOf(outChannels) * vectorStride;
  const inputBytes = tile ** 2 * inPointStride;
  const dyBytes = tile ** 2 * outPointStride;
  const scratchBytes = workspaceBytes(inChannels);
  const strides = { inPointStride, outPointStride, vectorStride };
  backend.withScratch(inputBytes + dyBytes + sumBytes + scratchBytes * native.threads, inputPoints => {
    const dyPoints = inputPoints + inputBytes;
    const sums = dyPoints + dyBytes;
    const places = { inputPoints, dyPoints, scratch: sums + sumBytes, scratchBytes };
    const channelsPerTask = 64;
    const sumTasks = tile ** 2 * Math.ceil(inChannels / channelsPerTask);
    for (let image = 0; image < images; image += imagesPerGroup) {
      const group = Math.min(imagesPerGroup, images - image);
      const from = {
        input: input + image * inHeight * inWidth * inChannels * 4,
        dy: dy + image * outHeight * outWidth * outChannels * 4,
      };
      winogradGradientTiles(native, group, { ...shape, ...from, ...places, ...strides, tile });
      const tiles = group * tilesPerImage;
      const first = image === 0 ? 1 : 0;
      winogradGradientSums(native, sumTasks, {
        ...shape,
        ...places,
        ...strides,
        sums,
        tiles,
        first,
        channelsPerTask,
      });
    }
    winogradGradientOutput(native, inChannels, { ...shape, ...places, slices: 1, tile, sums, output });
  });
}

function withTransformedFilter(
  backend: SimdBackend,
  filter: FilterSource,
  tile: number,
  size: number,
  inChannels: number,
  outChannels: number,
  use: (transformed: number, pointStride: number) => void,
): void {
  const taps = size * size;
  const panelBytes = panelFloats(taps * inChannels, outChannels) * 4;
  const pointStride = oddLines(panelFloats(inChannels, outChannels) * 4);
  const columns = outChannels;
  backend.withScratch(tile ** 2 * pointStride, transformed => {
    backend.withScratch(panelBytes + 1024 * backend.native.threads, panels => {
      packPanels(backend.native, panelsOf(columns), { panels, taps, inner: inChannels, columns, ...filter });
      const places = { panels, transformed, pointStride, scratch: panels + panelBytes };
      winogradFilter(backend.native, panelsOf(columns), { ...places, tile, size, inChannels, outChannels });
    });
    use(transformed, pointStride);
  });
}

/** Rows of tiles, or images, of one task: as many as fit the cache, but tasks enough for all threads. */
function perTask(rows: number, tilesPerRow: number, shape: WinogradShape, tile: number): number {
  const points = tile ** 2;
  const filterBytes = points * shape.inChannels * shape.outChannels * 4;
  const bytes = filterBytes > TASK_BYTES ? TASK_BYTES_LARGE_FILTER : TASK_BYTES;
  const fitting = Math.floor(bytes / (points * tilesPerRow * bytesOfTile(shape)));
  return Math.max(1, Math.min(fitting, Math.ceil(rows / 16)));
}

/** Bytes of one tile at one point, on both sides. */
function bytesOfTile({ inChannels, outChannels }: WinogradShape): number {
  return (vectorsOf(inChannels) + vectorsOf(outChannels)) * 16;
}

/** Pixels along a tile: of 6 and 8, the one that takes fewer products. Where they tie, 6 rounds less. */
function tileOf(shape: WinogradShape): number {
  return tilesIn(shape, 8) * 64 < tilesIn(shape, 6) * 36 ? 8 : 6;
}

/** Tiles of an image. */
function tilesOf(shape: WinogradShape): number {
  return tilesIn(shape, tileOf(shape));
}

function tilesIn(shape: WinogradShape, tile: number): number {
  const side = sideOf(shape, tile);
  return Math.ceil(shape.outHeight / side) * Math.ceil(shape.outWidth / side);
}

/** Outputs along a tile. */
function sideOf({ size }: WinogradShape, tile: number): number {
  return tile + 1 - size;
}

function pointStride(tiles: number, channels: number): number {
  return oddLines(tiles * vectorsOf(channels) * 16);
}

/**
 * At least that many bytes, as an odd number of cache lines: a tile's points, which are written side by side, then
 * fall into different sets of the cache.
 */
function oddLines(bytes: number): number {
  const lines = Math.ceil(bytes / 64);
  return (lines + 1 - (lines % 2)) * 64;
}

function vectorsOf(channels: number): number {
  return Math.ceil(channels / 4);
}

/** The end of a thread's workspace, as in assembly/winograd.ts. */
function workspaceBytes(channels: number): number {
  return roundUp(channels * 4, 64) + 256 + 2 * 1024;
}
