import { RELU } from '../activation';
import { threadSlot } from '../parallel';
import { panelVectors } from '../tile';
import { storeLanes } from '../vector';
import { endOfWorkspace, pointersIn, resultsIn, startWorkspace, temporaryIn, transformOutputs, transformTile } from '../winograd';
import { multiplyRows } from './matmul';

/**
 * A 3×3 or 5×5 convolution of stride 1 by Winograd's method: transform tiles of input pixels, multiply at each point
 * the matrices [tiles, inChannels] · [inChannels, outChannels], transform back to outputs.
 * The same kernel computes the gradient with respect to the input, from the gradient and the flipped filter.
 * One task is a number of rows of tiles, of one image or of several, few enough for its tiles to stay in cache.
 */
@unmanaged
export class WinogradConv2DArgs {
  input: usize;
  filter: usize; // from `winogradFilter`
  filterPointStride: i32; // bytes
  bias: usize; // [outChannels], or 0
  output: usize; // out: [images, outHeight, outWidth, outChannels]
  scratch: usize;
  scratchBytes: i32; // a thread
  inPointStride: i32; // bytes from one point's matrix in scratch to the next
  outPointStride: i32;
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
  tile: i32; // pixels along a tile: 6 or 8
  size: i32; // taps in a row: 3 or 5
  activation: i32; // none or relu
}

export function winogradConv2D(args: WinogradConv2DArgs, task: i32): void {
  const side = args.tile + 1 - args.size, channels = args.inChannels;
  const tilesDown = (args.outHeight + side - 1) / side, tilesAcross = (args.outWidth + side - 1) / side;
  const first = task * args.tileRowsPerTask, end = min(first + args.tileRowsPerTask, args.images * tilesDown);
  const workspace = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = startWorkspace(workspace, channels);
  const points = endOfWorkspace(pointers), products = points + <usize>(args.tile * args.tile * args.inPointStride);
  // Vectors are written whole: a tile's channels are rounded up to four.
  const inRow = <usize>(channels + 3 & ~3) << 2, outRow = <usize>(args.outChannels + 3 & ~3) << 2;

  const pixels = <usize>(args.inHeight * args.inWidth * channels) << 2;
  let to = points;
  for (let row = first; row < end; row++) {
    const image = args.input + <usize>(row / tilesDown) * pixels, top = (row % tilesDown) * side - args.padTop;
    for (let x = 0; x < tilesAcross; x++, to += inRow) {
      transformTile(args.tile, image, args.inHeight, args.inWidth, channels, top, x * side - args.padLeft, workspace, to, <usize>args.inPointStride, 16);
    }
  }

  multiplyPoints(args.tile * args.tile, (end - first) * tilesAcross, points, <usize>args.inPointStride, channels, args.filter, <usize>args.filterPointStride, args.outChannels, products, <usize>args.outPointStride);

  let from = products;
  const imageBytes = <usize>(args.outHeight * args.outWidth * args.outChannels) << 2;
  for (let row = first; row < end; row++) {
    const image = args.output + <usize>(row / tilesDown) * imageBytes, top = (row % tilesDown) * side;
    for (let x = 0; x < tilesAcross; x++, from += outRow) writeTile(args, from, image, top, x * side, side, pointers);
  }
}

/** At each point: products [tiles, columns] = points [tiles, channels] · filter [channels, columns], all rounded up to whole vectors. */
export function multiplyPoints(count: i32, tiles: i32, points: usize, pointStride: usize, channels: i32, filter: usize, filterStride: usize, columns: i32, products: usize, productStride: usize): void {
  const inRow = <usize>(channels + 3 & ~3) << 2, outRow = <usize>(columns + 3 & ~3) << 2, vectors = (columns + 3) >> 2;
  for (let point = 0; point < count; point++) {
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v);
      multiplyRows(width, tiles, points, inRow, channels, filter + <usize>(v * channels) * 16, 0, products + (<usize>v << 4), outRow, 4, 0);
      v += width;
    }
    points += pointStride;
    filter += filterStride;
    products += productStride;
  }
}

/** Transforms one tile of products back, adds the bias, and writes what lies inside the output. */
function writeTile(args: WinogradConv2DArgs, from: usize, output: usize, top: i32, left: i32, side: i32, pointers: usize): void {
  const rows = min(side, args.outHeight - top), columns = min(side, args.outWidth - left);
  const channels = args.outChannels, pixel = <usize>channels << 2, none = f32x4.splat(0), results = resultsIn(pointers);
  const corner = output + <usize>(top * args.outWidth + left) * pixel;
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    transformOutputs(args.tile, side, from + at, <usize>args.outPointStride, temporaryIn(pointers), results);
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
