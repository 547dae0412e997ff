import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDevice } from './useDevice.js';
import { findMistake, known } from './verify.js';

describe('the known convolution', () => {
  it('is what the definition gives, term by term', () => {
    expect(byDefinition()).toEqual({ y: [...known.y], dx: [...known.dx], dFilter: [...known.dFilter] });
  });

  describe("on TF.js's own backend", () => {
    beforeAll(async () => {
      await useDevice('cpu');
    });

    it('comes out right', async () => {
      expect(await findMistake()).toBeUndefined();
    });

    it('leaves no tensor behind', async () => {
      await findMistake();
      const before = memory().numTensors;
      await findMistake();
      expect(memory().numTensors).toBe(before);
    });
  });
});

/** y[h,w,f] = sum over i, j, c of x[h+i, w+j, c] filter[i, j, c, f], zero outside, and the sums of its derivatives. */
function byDefinition() {
  const { x, filter, dy } = known;
  const y = Array<number>(18).fill(0);
  const dx = Array<number>(18).fill(0);
  const dFilter = Array<number>(16).fill(0);
  for (const [h, w, f, i, j, c] of indices(3, 3, 2, 2, 2, 2)) {
    if (h + i >= 3 || w + j >= 3) continue;
    const atY = (h * 3 + w) * 2 + f;
    const atX = ((h + i) * 3 + w + j) * 2 + c;
    const atFilter = ((i * 2 + j) * 2 + c) * 2 + f;
    y[atY]! += x.values[atX]! * filter.values[atFilter]!;
    dx[atX]! += dy.values[atY]! * filter.values[atFilter]!;
    dFilter[atFilter]! += dy.values[atY]! * x.values[atX]!;
  }
  return { y, dx, dFilter };
}

type Six = [number, number, number, number, number, number];

function indices(...limits: Six): Six[] {
  let all: number[][] = [[]];
  for (const limit of limits) {
    all = all.flatMap(head => Array.from({ length: limit }, (_, next) => [...head, next]));
  }
  return all as Six[];
}
