import { threadSlot } from '../parallel';
import { storeLanes, zero } from '../vector';
import { endOfWorkspace, resultsIn, startWorkspace, temporaryIn, transformOutputsBack, transformTileBack, wholeTile } from '../winograd';
import { multiplyPoints } from './winogradConv2D';

/**
 * The gradient of a 5×5 Winograd convolution with respect to its input, as the transpose of all three steps of the
 * forward pass: tiles of the output's gradient to points, matrices [tiles, outChannels] · [outChannels, inChannels],
 * and 8 × 8 pixels back from each tile, added up where tiles overlap. Without padding it takes as many products as
 * the forward pass, where a convolution with the flipped filter takes up to (12 / 8)² as many.
 * One task is a number of images.
 */
@unmanaged
export class WinogradInputGradientArgs {
  dy: usize; // [images, outHeight, outWidth, outChannels]
  filter: usize; // from `winogradFilter`, its channels exchanged
  filterPointStride: i32; // bytes
  dx: usize; // out: [images, inHeight, inWidth, inChannels]
  scratch: usize;
  scratchBytes: i32; // a thread
  outPointStride: i32; // bytes from one point's matrix in scratch to the next
  inPointStride: i32;
  images: i32;
  imagesPerTask: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  padTop: i32;
  padLeft: i32;
}

/** Pixels along a tile, and outputs of a 5×5 filter. */
const TILE: i32 = 8;
const SIDE: i32 = 4;

export function winogradInputGradient(args: WinogradInputGradientArgs, task: i32): void {
  const channels = args.outChannels;
  const tilesDown = (args.outHeight + SIDE - 1) / SIDE, tilesAcross = (args.outWidth + SIDE - 1) / SIDE;
  const first = task * args.imagesPerTask, end = min(args.images, first + args.imagesPerTask);
  const workspace = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes, pointers = startWorkspace(workspace, channels);
  const points = endOfWorkspace(pointers), products = points + <usize>(TILE * TILE * args.outPointStride);
  const outRow = <usize>(channels + 3 & ~3) << 2, inRow = <usize>(args.inChannels + 3 & ~3) << 2;

  const outputs = <usize>(args.outHeight * args.outWidth * channels) << 2;
  let to = points;
  for (let image = first; image < end; image++) {
    const dy = args.dy + <usize>image * outputs;
    for (let y = 0; y < tilesDown; y++) for (let x = 0; x < tilesAcross; x++, to += outRow) readTile(args, dy, y * SIDE, x * SIDE, pointers, to);
  }

  multiplyPoints(TILE * TILE, (end - first) * tilesDown * tilesAcross, points, <usize>args.outPointStride, channels, args.filter, <usize>args.filterPointStride, args.inChannels, products, <usize>args.inPointStride);

  const inputs = <usize>(args.inHeight * args.inWidth * args.inChannels) << 2;
  let from = products;
  for (let image = first; image < end; image++) {
    const dx = args.dx + <usize>image * inputs;
    zero(dx, inputs);
    for (let y = 0; y < tilesDown; y++) for (let x = 0; x < tilesAcross; x++, from += inRow) addTile(args, from, dx, y * SIDE - args.padTop, x * SIDE - args.padLeft, pointers);
  }
}

function readTile(args: WinogradInputGradientArgs, dy: usize, top: i32, left: i32, pointers: usize, to: usize): void {
  const pixel = <usize>args.outChannels << 2, rowStride = <usize>args.outWidth * pixel;
  const corner = dy + <usize>top * rowStride + <usize>left * pixel, copy = resultsIn(pointers);
  for (let c: usize = 0; c < pixel; c += 16) {
    const from = wholeTile(SIDE, corner + c, rowStride, pixel, args.outHeight - top, args.outWidth - left, copy);
    const copied = from == copy;
    transformOutputsBack(from, copied ? 16 : pixel, copied ? SIDE << 4 : rowStride, temporaryIn(pointers), to + c, <usize>args.outPointStride);
  }
}

function addTile(args: WinogradInputGradientArgs, from: usize, dx: usize, top: i32, left: i32, pointers: usize): void {
  const firstRow = max(0, -top), endRow = min(TILE, args.inHeight - top), firstColumn = max(0, -left), endColumn = min(TILE, args.inWidth - left);
  const channels = args.inChannels, pixel = <usize>channels << 2, results = resultsIn(pointers);
  for (let c = 0; c < channels; c += 4) {
    transformTileBack(from + (<usize>c << 2), <usize>args.inPointStride, temporaryIn(pointers), results);
    for (let i = firstRow; i < endRow; i++) {
      let to = dx + <usize>((top + i) * args.inWidth + left + firstColumn) * pixel + (<usize>c << 2);
      for (let j = firstColumn; j < endColumn; j++, to += pixel) {
        storeLanes(to, f32x4.add(v128.load(to), v128.load(results + (<usize>(i * TILE + j) << 4))), channels - c);
      }
    }
  }
}
