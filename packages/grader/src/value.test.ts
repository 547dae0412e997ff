import { describe, expect, it } from 'vitest';
import { sameValue } from './value.js';

const infinite = Number.POSITIVE_INFINITY;

describe('sameValue', () => {
  it('takes no number for an infinite one, and no infinite one for a number', () => {
    expect(sameValue([infinite], [3])).toBe(false);
    expect(sameValue([3], [infinite])).toBe(false);
    expect(sameValue([infinite], [-infinite])).toBe(false);
  });

  it('takes what is infinite or not a number for itself', () => {
    expect(sameValue([infinite, Number.NaN], [infinite, Number.NaN])).toBe(true);
  });
});
