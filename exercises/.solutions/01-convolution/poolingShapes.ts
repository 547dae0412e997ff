/** An input's height and width, and the size and the stride of its windows. */
export type PoolShape = readonly [height: number, across: number, poolSize: number, stride: number];

/** The shapes that the checks of pooling try, the easiest to understand first. */
export const poolingShapes = {
  /** Size and stride are the same, and all comes out even. 4 windows show a stride taken twice, which leaves 2. */
  sideBySide: [
    [4, 4, 2, 2],
    [8, 4, 2, 2],
    [6, 9, 3, 3],
  ],
  /** Columns or rows are left over at the end. */
  leftOver: [
    [4, 5, 2, 2],
    [7, 4, 2, 2],
    [7, 10, 3, 3],
  ],
  /**
   * Windows overlap or have gaps between them. The last shape has room for a window too many in its rows alone: there a
   * learner's loop reads undefined, where beyond the last row it throws, whatever was wrong.
   */
  sizeAndStrideDiffer: [
    [7, 7, 3, 2],
    [7, 8, 3, 2],
    [9, 5, 3, 2],
    [8, 8, 4, 2],
    [5, 7, 2, 3],
  ],
  /** A mixture. */
  larger: [
    [9, 8, 3, 2],
    [8, 11, 4, 3],
    [9, 9, 4, 4],
    [8, 10, 2, 3],
  ],
} as const satisfies Record<string, readonly PoolShape[]>;
