import { threadSlot } from '../parallel';
import { outerTile, panelVectors, tileRows } from '../tile';
import { storeLanes, zero } from '../vector';
import { endOfWorkspace, resultsIn, startWorkspace, temporaryIn, transformOutputs, transformTaps, transformTile, wholeTile } from '../winograd';

/**
 * The gradient of a Winograd convolution with respect to its filter, for filters of few channels: tiles of the input
 * and of the output's gradient to points, and at each point the sum over the tiles of their outer products. The
 * gradient's tiles play the filter's part: 4 × 4 of them and 5 × 5 sums make a tile of 8.
 * One task is a fixed slice of the batch with sums of its own, which `winogradGradientOutput` adds up in order.
 */
@unmanaged
export class WinogradGradientSliceArgs {
  input: usize;
  dy: usize;
  sums: usize; // out: [slices, points, inChannels, outChannels rounded up to 4]
  scratch: usize;
  scratchBytes: i32; // a thread
  inPointStride: i32; // bytes from one point's matrix in scratch to the next
  outPointStride: i32;
  images: i32;
  imagesPerSlice: i32;
  imagesPerPass: i32; // whose tiles stand in scratch at once
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
}

export function winogradGradientSlice(args: WinogradGradientSliceArgs, task: i32): void {
  const side = args.tile + 1 - args.size, channels = args.inChannels, count = args.tile * args.tile;
  const tilesDown = (args.outHeight + side - 1) / side, tilesAcross = (args.outWidth + side - 1) / side;
  const workspace = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = startWorkspace(workspace, channels);
  const points = endOfWorkspace(pointers), dyPoints = points + <usize>(count * args.inPointStride);
  const inRow = <usize>(channels + 3 & ~3) << 2, outRow = <usize>(args.outChannels + 3 & ~3) << 2;
  const pointBytes = <usize>channels * outRow, sums = args.sums + <usize>(task * count) * pointBytes;
  zero(sums, <usize>count * pointBytes);
  const inputs = <usize>(args.inHeight * args.inWidth * channels) << 2, outputs = <usize>(args.outHeight * args.outWidth * args.outChannels) << 2;
  const pixel = <usize>args.outChannels << 2, rowStride = <usize>args.outWidth * pixel;
  const first = task * args.imagesPerSlice, end = min(args.images, first + args.imagesPerSlice);
  for (let image = first; image < end; image += args.imagesPerPass) {
    const last = min(end, image + args.imagesPerPass);
    let a = points, b = dyPoints;
    for (let i = image; i < last; i++) {
      const x = args.input + <usize>i * inputs, dy = args.dy + <usize>i * outputs;
      for (let row = 0; row < tilesDown; row++) for (let column = 0; column < tilesAcross; column++, a += inRow, b += outRow) {
        transformTile(args.tile, x, args.inHeight, args.inWidth, channels, row * side - args.padTop, column * side - args.padLeft, workspace, a, <usize>args.inPointStride, 16);
        const corner = dy + <usize>(row * side * args.outWidth + column * side) * pixel, rows = args.outHeight - row * side, columns = args.outWidth - column * side;
        for (let c: usize = 0; c < pixel; c += 16) transformGradients(args.tile, side, corner + c, rowStride, pixel, rows, columns, pointers, b + c, <usize>args.outPointStride);
      }
    }
    sumOuterProducts(args, count, (last - image) * tilesDown * tilesAcross, points, dyPoints, sums, pointBytes);
  }
}

function sumOuterProducts(args: WinogradGradientSliceArgs, count: i32, tiles: i32, points: usize, dyPoints: usize, sums: usize, pointBytes: usize): void {
  const channels = args.inChannels, vectors = (args.outChannels + 3) >> 2;
  const inRow = <usize>(channels + 3 & ~3) << 2, outRow = <usize>vectors << 4;
  for (let point = 0; point < count; point++) {
    for (let v = 0; v < vectors; ) {
      const wide = panelVectors(vectors - v), most = tileRows(wide);
      const blocks = (channels + most - 1) / most, height = channels / blocks, taller = channels - height * blocks;
      let row = 0;
      for (let block = 0; block < blocks; block++) {
        const n = height + (block < taller ? 1 : 0);
        outerTile(wide, n, points + (<usize>row << 2), inRow, 0, 0, dyPoints + (<usize>v << 4), outRow, 0, 0, tiles, 1, 1, sums + <usize>row * outRow + (<usize>v << 4), outRow, 4);
        row += n;
      }
      v += wide;
    }
    points += <usize>args.inPointStride;
    dyPoints += <usize>args.outPointStride;
    sums += pointBytes;
  }
}

/** Four channels of a tile of side × side gradients, the first at `corner`, to points; those past `rows` and `columns` are zero. */
function transformGradients(tile: i32, side: i32, corner: usize, rowStride: usize, pixel: usize, rows: i32, columns: i32, pointers: usize, to: usize, pointStride: usize): void {
  const copy = resultsIn(pointers), from = wholeTile(side, corner, rowStride, pixel, rows, columns, copy), copied = from == copy;
  transformTaps(tile, side, from, copied ? 16 : pixel, copied ? <usize>side << 4 : rowStride, temporaryIn(pointers), to, pointStride);
}

/**
 * The same for filters of many channels, first step: the tiles of a group of images to points, laid out for
 * `outerTile` so that long sums read memory in order: inputs as [point][channels / 4][tile][4], gradients as [point]
 * in panels of tiles × outChannels.
 * One task is an image of the group.
 */
@unmanaged
export class WinogradGradientTilesArgs {
  input: usize; // the group's first image
  dy: usize; // the group's first image
  inputPoints: usize; // out
  dyPoints: usize; // out
  inPointStride: i32; // bytes
  outPointStride: i32;
  vectorStride: i32; // bytes from four channels to the next four
  scratch: usize;
  scratchBytes: i32; // a thread
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
}

export function winogradGradientTiles(args: WinogradGradientTilesArgs, task: i32): void {
  const side = args.tile + 1 - args.size, channels = args.inChannels;
  const tilesDown = (args.outHeight + side - 1) / side, tilesAcross = (args.outWidth + side - 1) / side;
  const workspace = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = startWorkspace(workspace, channels);
  const image = args.input + (<usize>(task * args.inHeight * args.inWidth * channels) << 2);
  const dy = args.dy + (<usize>(task * args.outHeight * args.outWidth * args.outChannels) << 2);
  const vectorStride = <usize>args.vectorStride, vectors = (args.outChannels + 3) >> 2;
  const pixel = <usize>args.outChannels << 2, rowStride = <usize>args.outWidth * pixel;
  let at = <usize>(task * tilesDown * tilesAcross) << 4;
  for (let y = 0; y < tilesDown; y++) for (let x = 0; x < tilesAcross; x++, at += 16) {
    transformTile(args.tile, image, args.inHeight, args.inWidth, channels, y * side - args.padTop, x * side - args.padLeft, workspace, args.inputPoints + at, <usize>args.inPointStride, vectorStride);
    const corner = dy + <usize>(y * side * args.outWidth + x * side) * pixel, rows = args.outHeight - y * side, columns = args.outWidth - x * side;
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v);
      for (let w = 0; w < width; w++) {
        const to = args.dyPoints + <usize>v * vectorStride + at * <usize>width + (<usize>w << 4);
        transformGradients(args.tile, side, corner + (<usize>(v + w) << 4), rowStride, pixel, rows, columns, pointers, to, <usize>args.outPointStride);
      }
      v += width;
    }
  }
}

/** Second step: the sums of outer products over a group's tiles, added to those of the groups before. One task is a block of channels of one point. */
@unmanaged
export class WinogradGradientSumsArgs {
  inputPoints: usize;
  dyPoints: usize;
  sums: usize; // in and out: [points, inChannels, outChannels rounded up to 4]
  inPointStride: i32; // bytes
  outPointStride: i32;
  vectorStride: i32; // bytes
  tiles: i32; // of the group
  inChannels: i32;
  outChannels: i32;
  channelsPerTask: i32; // a multiple of 4
  first: i32; // 1 for the first group, which starts from zero
}

/** Tiles that are summed in registers at once, at most: their vectors stay in the first-level cache. */
const TILES_PER_PASS: i32 = 400;

export function winogradGradientSums(args: WinogradGradientSumsArgs, task: i32): void {
  const tiles = args.tiles, blocks = (args.inChannels + args.channelsPerTask - 1) / args.channelsPerTask;
  const point = task / blocks, from = (task % blocks) * args.channelsPerTask, end = min(args.inChannels, from + args.channelsPerTask);
  const vectors = (args.outChannels + 3) >> 2, cStride = <usize>vectors << 4, vectorStride = <usize>args.vectorStride;
  const a = args.inputPoints + <usize>(point * args.inPointStride), b = args.dyPoints + <usize>(point * args.outPointStride);
  const sums = args.sums + <usize>(point * args.inChannels) * cStride;
  if (args.first) zero(sums + <usize>from * cStride, <usize>(end - from) * cStride);
  const passes = (tiles + TILES_PER_PASS - 1) / TILES_PER_PASS, perPass = (tiles + passes - 1) / passes;
  for (let tile = 0; tile < tiles; tile += perPass) {
    const points = min(perPass, tiles - tile);
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v), panel = b + <usize>v * vectorStride + (<usize>(tile * width) << 4), most = width == 3 ? 2 : 4;
      for (let c = from; c < end; c += most) {
        const block = a + <usize>(c >> 2) * vectorStride + (<usize>tile << 4) + (<usize>(c & 3) << 2);
        outerTile(width, min(most, end - c), block, 16, 0, 0, panel, <usize>width << 4, 0, 0, points, 1, 1, sums + <usize>c * cStride + (<usize>v << 4), cStride, 4);
      }
      v += width;
    }
  }
}

/** Last step: points back to the taps of the filter's gradient, summed over slices. One task is an input channel. */
@unmanaged
export class WinogradGradientOutputArgs {
  sums: usize; // [slices, points, inChannels, outChannels rounded up to 4]
  slices: i32;
  output: usize; // out: [size, size, inChannels, outChannels]
  scratch: usize;
  scratchBytes: i32; // a thread
  inChannels: i32;
  outChannels: i32;
  tile: i32; // pixels along a tile: 6 or 8
  size: i32; // taps in a row: 3 or 5
}

export function winogradGradientOutput(args: WinogradGradientOutputArgs, task: i32): void {
  const vectors = (args.outChannels + 3) >> 2, rowBytes = <usize>vectors << 4, count = args.tile * args.tile;
  const temporary = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, points = temporary + 1024;
  const pointStride = <usize>args.inChannels * rowBytes, sliceStride = <usize>count * pointStride;
  const tapStride = <usize>(args.inChannels * args.outChannels) << 2;
  for (let v = 0; v < vectors; v++) {
    const from = args.sums + <usize>task * rowBytes + (<usize>v << 4);
    for (let point = 0; point < count; point++) {
      let p = from + <usize>point * pointStride, sum = v128.load(p);
      for (let slice = 1; slice < args.slices; slice++) {
        p += sliceStride;
        sum = f32x4.add(sum, v128.load(p));
      }
      v128.store(points + (<usize>point << 4), sum);
    }
    transformOutputs(args.tile, args.size, points, 16, temporary, points);
    let to = args.output + (<usize>(task * args.outChannels + (v << 2)) << 2);
    for (let tap = 0; tap < args.size * args.size; tap++, to += tapStride) storeLanes(to, v128.load(points + (<usize>tap << 4)), args.outChannels - (v << 2));
  }
}
