import type { SimdBackend } from '../backend.js';
import {
  winogradGradientOutput,
  winogradGradientSlice,
  winogradGradientSums,
  winogradGradientTiles,
} from '../generated/kernels.js';
import { roundUp } from './multiply.js';
import {
  bytesOfTile,
  oddLines,
  pointStride,
  tileOf,
  tilesOf,
  vectorsOf,
  type WinogradShape,
  workspaceBytes,
} from './winogradShape.js';

/** Tiles of one pass over a slice, their gradients included. */
const PASS_BYTES = 1 << 20;
/** Tiles of one group of images of a large filter's gradient. */
const GROUP_BYTES = 1 << 25;
/** Sums of a filter's gradient that each slice of the batch may have for its own. */
const SLICE_BYTES = 1 << 19;
/** Tiles of a slice: fewer do not outweigh zeroing its sums and adding them to the others'. */
const TILES_PER_SLICE = 128;
const FEWEST_SLICES = 4;
const MOST_SLICES = 16;

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
  const imagesPerPass = Math.max(1, Math.min(imagesPerSlice, Math.floor(PASS_BYTES / imageBytes)));
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
