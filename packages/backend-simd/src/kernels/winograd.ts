import type { SimdBackend } from '../backend.js';
import { packPanels, winogradConv2D, winogradFilter, winogradInputGradient } from '../generated/kernels.js';
import { activations, type Epilogue, panelFloats, panelsOf } from './multiply.js';
import {
  bytesOfTile,
  oddLines,
  pointStride,
  sideOf,
  tileOf,
  tilesIn,
  tilesOf,
  type WinogradShape,
  workspaceBytes,
} from './winogradShape.js';

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
