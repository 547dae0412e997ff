import { threadSlot } from '../parallel';
import { panelCount, panelVectors } from '../tile';
import { transformTaps } from '../winograd';

/**
 * Transforms a filter that `packPanels` has laid out in panels of taps × channels, panel by panel.
 * One task is a panel.
 */
@unmanaged
export class WinogradFilterArgs {
  panels: usize; // [size · size, inChannels, outChannels] in panels
  transformed: usize; // out: for each point [inChannels, outChannels] in panels
  pointStride: i32; // bytes from one point to the next
  scratch: usize; // 1024 bytes a thread
  tile: i32; // pixels along a tile: 6 or 8
  size: i32; // taps in a row: 3 or 5
  inChannels: i32;
  outChannels: i32;
}

export function winogradFilter(args: WinogradFilterArgs, task: i32): void {
  const vectors = (args.outChannels + 3) >> 2, first = task << 1;
  if (task >= panelCount(vectors)) return;
  const width = panelVectors(vectors - first);
  const temporary = args.scratch + (<usize>threadSlot() << 10);
  const tap = <usize>(args.inChannels * width) << 4, row = tap * <usize>args.size;
  let from = args.panels + <usize>(first * args.inChannels * args.size * args.size) * 16;
  let to = args.transformed + <usize>(first * args.inChannels) * 16;
  for (let i = 0; i < args.inChannels * width; i++, from += 16, to += 16) {
    transformTaps(args.tile, args.size, from, tap, row, temporary, to, <usize>args.pointStride);
  }
}
