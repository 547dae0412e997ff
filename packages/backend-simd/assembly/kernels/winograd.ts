import { RELU } from '../activation';
import { threadSlot } from '../parallel';
import { outerTile, panelCount, panelVectors } from '../tile';
import { storeLanes, zero } from '../vector';
import { POINTS, transformOutput2D, transformTaps2D, transformTile } from '../winograd';
import { multiplyRows } from './matmul';

/** Bytes at the start of a thread's scratch: zeros for pixels outside the image, pointers, temporaries. */
// @ts-ignore: decorator
@inline
function headerBytes(channels: i32): usize { return ((<usize>channels << 2) + 63 & ~63) + 160 + 576 + 576; }

/**
 * Transforms a filter that `packPanels` has laid out in panels of taps × channels, panel by panel.
 * One task is a panel.
 */
@unmanaged
export class WinogradFilterArgs {
  panels: usize; // [size · size, inChannels, outChannels] in panels
  transformed: usize; // out: 36 times [inChannels, outChannels] in panels
  scratch: usize; // 576 bytes a thread
  size: i32; // taps in a row: 3 or 5
  inChannels: i32;
  outChannels: i32;
}

export function winogradFilter(args: WinogradFilterArgs, task: i32): void {
  const vectors = (args.outChannels + 3) >> 2, first = task << 1;
  if (task >= panelCount(vectors)) return;
  const width = panelVectors(vectors - first);
  const temporary = args.scratch + <usize>threadSlot() * 576;
  const tap = <usize>(args.inChannels * width) << 4, point = <usize>(args.inChannels * vectors) << 4;
  let from = args.panels + <usize>(first * args.inChannels * args.size * args.size) * 16;
  let to = args.transformed + <usize>(first * args.inChannels) * 16;
  const row = tap * <usize>args.size;
  for (let i = 0; i < args.inChannels * width; i++, from += 16, to += 16) {
    if (args.size == 3) transformTaps2D(3, from, tap, row, temporary, to, point);
    else transformTaps2D(5, from, tap, row, temporary, to, point);
  }
}

/**
 * A 3×3 or 5×5 convolution of stride 1 by Winograd's method: transform tiles of 6 × 6 input pixels, multiply the 36
 * points' matrices [tiles, inChannels] · [inChannels, outChannels], transform back to 4 × 4 or 2 × 2 outputs.
 * The same kernel computes the gradient with respect to the input, from the gradient and the flipped filter.
 * One task is a number of rows of tiles, of one image or of several, few enough for its tiles to stay in cache.
 */
@unmanaged
export class WinogradConv2DArgs {
  input: usize;
  filter: usize; // from `winogradFilter`
  bias: usize; // [outChannels], or 0
  output: usize; // out: [images, outHeight, outWidth, outChannels]
  scratch: usize;
  scratchBytes: i32; // a thread
  images: i32;
  tileRowsPerTask: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  padTop: i32;
  padLeft: i32;
  size: i32; // taps in a row: 3 or 5
  activation: i32; // none or relu
}

export function winogradConv2D(args: WinogradConv2DArgs, task: i32): void {
  const side = 7 - args.size, channels = args.inChannels, columns = args.outChannels;
  const tilesDown = (args.outHeight + side - 1) / side, tilesAcross = (args.outWidth + side - 1) / side;
  const first = task * args.tileRowsPerTask, end = min(first + args.tileRowsPerTask, args.images * tilesDown);
  const tiles = (end - first) * tilesAcross;
  const zeros = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = zeros + ((<usize>channels << 2) + 63 & ~63);
  // Vectors are written whole: a tile's channels are rounded up to four.
  const inRow = <usize>(channels + 3 & ~3) << 2, outRow = <usize>(columns + 3 & ~3) << 2;
  const points = zeros + headerBytes(channels), products = points + <usize>(POINTS * tiles) * inRow;
  zero(zeros, <usize>channels << 2);

  const pixels = <usize>(args.inHeight * args.inWidth * channels) << 2;
  let to = points;
  for (let row = first; row < end; row++) {
    const image = args.input + <usize>(row / tilesDown) * pixels, top = (row % tilesDown) * side - args.padTop;
    for (let x = 0; x < tilesAcross; x++, to += inRow) {
      transformTile(image, args.inHeight, args.inWidth, channels, top, x * side - args.padLeft, zeros, pointers, to, <usize>tiles * inRow, 16);
    }
  }

  const vectors = (columns + 3) >> 2;
  for (let point = 0; point < POINTS; point++) {
    const a = points + <usize>(point * tiles) * inRow, c = products + <usize>(point * tiles) * outRow;
    const filter = args.filter + <usize>(point * vectors * channels) * 16;
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v);
      multiplyRows(width, tiles, a, inRow, channels, filter + <usize>(v * channels) * 16, 0, c + (<usize>v << 4), outRow, 4, 0);
      v += width;
    }
  }

  let from = products;
  const pointStride = <usize>tiles * outRow, imageBytes = <usize>(args.outHeight * args.outWidth * columns) << 2;
  for (let row = first; row < end; row++) {
    const image = args.output + <usize>(row / tilesDown) * imageBytes, top = (row % tilesDown) * side;
    for (let x = 0; x < tilesAcross; x++, from += outRow) writeTile(args, from, pointStride, image, top, x * side, side, pointers + 160);
  }
}

/** Transforms one tile of products back, adds the bias, and writes what lies inside the output. */
function writeTile(args: WinogradConv2DArgs, from: usize, pointStride: usize, output: usize, top: i32, left: i32, side: i32, temporary: usize): void {
  const rows = min(side, args.outHeight - top), columns = min(side, args.outWidth - left);
  const channels = args.outChannels, pixel = <usize>channels << 2, none = f32x4.splat(0), results = temporary + 576;
  const corner = output + <usize>(top * args.outWidth + left) * pixel;
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    if (side == 4) transformOutput2D(4, from + at, pointStride, temporary, results);
    else transformOutput2D(2, from + at, pointStride, temporary, results);
    const bias = args.bias ? v128.load(args.bias + at) : none;
    for (let i = 0; i < rows; i++) {
      let to = corner + <usize>(i * args.outWidth) * pixel + at;
      for (let j = 0; j < columns; j++, to += pixel) {
        let y = f32x4.add(v128.load(results + (<usize>(i * side + j) << 4)), bias);
        if (args.activation == RELU) y = f32x4.pmax(y, none);
        storeLanes(to, y, channels - c);
      }
    }
  }
}

/**
 * First step of a filter's gradient by Winograd's method: tiles of the input and of the output's gradient to 36
 * points, laid out for `outerTile`: [point][channels / 4][tile][4] and [point] in panels of tiles × outChannels.
 * The gradient's tiles play the filter's part: 4 × 4 of them give 3 × 3 sums, 2 × 2 give 5 × 5.
 * One task is an image of the group.
 */
@unmanaged
export class WinogradGradientTilesArgs {
  input: usize; // the group's first image
  dy: usize; // the group's first image
  inputPoints: usize; // out
  dyPoints: usize; // out
  scratch: usize;
  scratchBytes: i32; // a thread
  images: i32; // of the group
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  padTop: i32;
  padLeft: i32;
  size: i32; // taps in a row: 3 or 5
}

export function winogradGradientTiles(args: WinogradGradientTilesArgs, task: i32): void {
  const side = 7 - args.size, channels = args.inChannels;
  const tilesDown = (args.outHeight + side - 1) / side, tilesAcross = (args.outWidth + side - 1) / side;
  const tiles = args.images * tilesDown * tilesAcross;
  const zeros = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = zeros + ((<usize>channels << 2) + 63 & ~63);
  zero(zeros, <usize>channels << 2);
  const image = args.input + (<usize>(task * args.inHeight * args.inWidth * channels) << 2);
  const dy = args.dy + (<usize>(task * args.outHeight * args.outWidth * args.outChannels) << 2);
  const vectorStride = <usize>tiles << 4, pointStride = <usize>((channels + 3) >> 2) * vectorStride;
  let tile = task * tilesDown * tilesAcross;
  for (let y = 0; y < tilesDown; y++) for (let x = 0; x < tilesAcross; x++, tile++) {
    transformTile(image, args.inHeight, args.inWidth, channels, y * side - args.padTop, x * side - args.padLeft, zeros, pointers, args.inputPoints + (<usize>tile << 4), pointStride, vectorStride);
    transformGradientTile(args, dy, y * side, x * side, side, tile, tiles, pointers + 160);
  }
}

function transformGradientTile(args: WinogradGradientTilesArgs, dy: usize, top: i32, left: i32, side: i32, tile: i32, tiles: i32, temporary: usize): void {
  const rows = min(side, args.outHeight - top), columns = min(side, args.outWidth - left);
  const channels = args.outChannels, pixel = <usize>channels << 2, none = f32x4.splat(0), taps = temporary + 576;
  const vectors = (channels + 3) >> 2, pointStride = <usize>(vectors * tiles) << 4;
  const corner = dy + <usize>(top * args.outWidth + left) * pixel;
  for (let v = 0; v < vectors; ) {
    const width = panelVectors(vectors - v);
    for (let w = 0; w < width; w++) {
      for (let i = 0; i < side; i++) for (let j = 0; j < side; j++) {
        const inside = i < rows && j < columns;
        v128.store(taps + (<usize>(i * side + j) << 4), inside ? v128.load(corner + <usize>(i * args.outWidth + j) * pixel + (<usize>(v + w) << 4)) : none);
      }
      const to = args.dyPoints + (<usize>(v * tiles + tile * width + w) << 4);
      if (side == 4) transformTaps2D(4, taps, 16, 64, temporary, to, pointStride);
      else transformTaps2D(2, taps, 16, 32, temporary, to, pointStride);
    }
    v += width;
  }
}

/** Second step: the sums of outer products over a group's tiles, added to those of the groups before. One task is a block of channels of one point. */
@unmanaged
export class WinogradGradientSumsArgs {
  inputPoints: usize;
  dyPoints: usize;
  sums: usize; // in and out: [36, inChannels rounded up to 4, outChannels rounded up to 4]
  tiles: i32; // of the group
  inChannels: i32;
  outChannels: i32;
  channelsPerTask: i32; // a multiple of 4
  first: i32; // 1 for the first group, which starts from zero
}

/** Tiles that are summed in registers at once: panels of 288 tiles stay in the first-level cache. */
const TILES_PER_PASS: i32 = 288;

export function winogradGradientSums(args: WinogradGradientSumsArgs, task: i32): void {
  const channels = (args.inChannels + 3) & ~3, tiles = args.tiles;
  const blocks = (channels + args.channelsPerTask - 1) / args.channelsPerTask;
  const point = task / blocks, from = (task % blocks) * args.channelsPerTask, end = min(channels, from + args.channelsPerTask);
  const vectors = (args.outChannels + 3) >> 2, cStride = <usize>vectors << 4;
  const a = args.inputPoints + <usize>(point * channels * tiles << 2), b = args.dyPoints + (<usize>(point * vectors * tiles) << 4);
  const sums = args.sums + <usize>(point * channels) * cStride;
  if (args.first) zero(sums + <usize>from * cStride, <usize>(end - from) * cStride);
  for (let tile = 0; tile < tiles; tile += TILES_PER_PASS) {
    const points = min(TILES_PER_PASS, tiles - tile);
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v), panel = b + (<usize>(v * tiles + tile * width) << 4), rows = width == 3 ? 2 : 4;
      for (let c = from; c < end; c += 4) {
        const block = a + <usize>(c * tiles << 2) + (<usize>tile << 4);
        for (let row = 0; row < 4; row += rows) {
          const at = sums + <usize>(c + row) * cStride + (<usize>v << 4);
          outerTile(width, rows, block + (<usize>row << 2), 16, 0, 0, panel, <usize>width << 4, 0, 0, points, 1, 1, at, cStride, 4);
        }
      }
      v += width;
    }
  }
}

/** Last step: 36 points back to the taps of the filter's gradient. One task is an input channel. */
@unmanaged
export class WinogradGradientOutputArgs {
  sums: usize;
  output: usize; // out: [size, size, inChannels, outChannels]
  scratch: usize; // 576 + 400 bytes a thread
  inChannels: i32;
  outChannels: i32;
  size: i32; // taps in a row: 3 or 5
}

export function winogradGradientOutput(args: WinogradGradientOutputArgs, task: i32): void {
  const vectors = (args.outChannels + 3) >> 2, rowBytes = <usize>vectors << 4, channels = (args.inChannels + 3) & ~3;
  const pointStride = <usize>channels * rowBytes, temporary = args.scratch + <usize>threadSlot() * 1024, results = temporary + 576;
  const tapStride = <usize>(args.inChannels * args.outChannels) << 2;
  for (let v = 0; v < vectors; v++) {
    const from = args.sums + <usize>task * rowBytes + (<usize>v << 4);
    if (args.size == 3) transformOutput2D(3, from, pointStride, temporary, results);
    else transformOutput2D(5, from, pointStride, temporary, results);
    let to = args.output + (<usize>(task * args.outChannels + (v << 2)) << 2);
    for (let tap = 0; tap < args.size * args.size; tap++, to += tapStride) storeLanes(to, v128.load(results + (<usize>tap << 4)), args.outChannels - (v << 2));
  }
}
