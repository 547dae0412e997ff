import { env } from '@tensorflow/tfjs-core';
import { WINOGRAD_COST } from '../flags.js';
import { roundUp } from './multiply.js';

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

/** Whether the transposed method takes fewer products than a convolution of dy with the flipped filter, `backwards`. */
export function prefersTransposed(shape: WinogradShape, backwards: WinogradShape): boolean {
  if (shape.size === 3) return false;
  const points = tilesOf(backwards) * tileOf(backwards) ** 2;
  return tilesIn(shape, 8) * 64 < 0.8 * points;
}

/**
 * Pixels along a tile: of 6 and 8, the one that takes fewer products; where they tie, 6 rounds less. For 3×3, tiles of
 * 8 would save a fifth of the products at most and round twice as much, which AlexNet's gradients show.
 */
export function tileOf(shape: WinogradShape): number {
  if (shape.size === 3) return 6;
  return tilesIn(shape, 8) * 64 < tilesIn(shape, 6) * 36 ? 8 : 6;
}

/** Tiles of an image. */
export function tilesOf(shape: WinogradShape): number {
  return tilesIn(shape, tileOf(shape));
}

export function tilesIn(shape: WinogradShape, tile: number): number {
  const side = sideOf(shape, tile);
  return Math.ceil(shape.outHeight / side) * Math.ceil(shape.outWidth / side);
}

/** Outputs along a tile. */
export function sideOf({ size }: WinogradShape, tile: number): number {
  return tile + 1 - size;
}

/** Bytes of one tile at one point, on both sides. */
export function bytesOfTile({ inChannels, outChannels }: WinogradShape): number {
  return (vectorsOf(inChannels) + vectorsOf(outChannels)) * 16;
}

export function pointStride(tiles: number, channels: number): number {
  return oddLines(tiles * vectorsOf(channels) * 16);
}

/**
 * At least that many bytes, as an odd number of cache lines: a tile's points, which are written side by side, then
 * fall into different sets of the cache.
 */
export function oddLines(bytes: number): number {
  const lines = Math.ceil(bytes / 64);
  return (lines + 1 - (lines % 2)) * 64;
}

export function vectorsOf(channels: number): number {
  return Math.ceil(channels / 4);
}

/** The end of a thread's workspace, as in assembly/winograd.ts. */
export function workspaceBytes(channels: number): number {
  return roundUp(channels * 4, 64) + 256 + 2 * 1024;
}
