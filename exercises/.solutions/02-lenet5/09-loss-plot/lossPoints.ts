/** A point in a picture. */
export type Point = readonly [x: number, y: number];

/** What `lossPoints` takes. */
export type PointsArgs = readonly [losses: readonly number[], width: number, height: number];

/** How the points are found: the right way by default, each usual mistake by one field. */
export interface Variation {
  /** Where a step lies, from 0, on the left, to 1. */
  readonly across?: (step: number, steps: number) => number;
  /** What a loss of 1 would be measured by. */
  readonly largest?: (losses: readonly number[]) => number;
  /** Where a loss lies, from 0, at the bottom, to 1. */
  readonly up?: (loss: number, largest: number) => number;
  /** Which steps get a point. */
  readonly drawn?: (loss: number) => boolean;
}

/** The points of a loss curve. */
export function lossPoints(
  losses: readonly number[],
  width: number,
  height: number,
  { across = share, largest = largestLoss, up = share, drawn = Number.isFinite }: Variation = {},
): [number, number][] {
  const most = largest(losses);
  return losses.flatMap((loss, step): [number, number][] =>
    drawn(loss) ? [[across(step, losses.length - 1) * width, height - up(loss, most) * height]] : [],
  );
}

/** A part of something; of nothing it is 0. */
export function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** The largest of the losses that are finite. */
export function largestLoss(losses: readonly number[]): number {
  return Math.max(0, ...losses.filter(Number.isFinite));
}
