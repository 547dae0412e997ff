import { describe, expect, it } from 'vitest';
import { reference } from '../test/reference.js';
import { type Schedule, schedules } from './index.js';

const asInTorch: Record<keyof typeof reference.schedules, Schedule> = {
  step: schedules.step({ every: 2, factor: 0.3 }),
  cosine: schedules.cosine({ epochs: 5, end: 0.05 }),
  warmup: schedules.warmup({ epochs: 4 }),
  warmupThenCosine: schedules.warmup({ epochs: 3, start: 0.1, next: schedules.cosine({ epochs: 5 }) }),
};

describe('schedules', () => {
  it.each(Object.entries(asInTorch))('%s gives PyTorch’s rates', (name, schedule) => {
    const expected = reference.schedules[name as keyof typeof asInTorch];
    expect(expected.length).toBeGreaterThan(5);
    for (const [epoch, rate] of expected.entries()) expect(schedule(epoch)).toBeCloseTo(rate, 12);
  });

  it('step and warmup are PyTorch’s between whole epochs too', () => {
    const step = schedules.step({ every: 0.1, factor: 0.5 });
    expect([0, 0.05, 0.1, 0.2, 0.3].map(step)).toEqual([1, 1, 0.5, 0.25, 0.125]);
    expect(schedules.warmup({ epochs: 0.5, start: 0 })(0.25)).toBe(0.5);
  });

  it('stay where they end', () => {
    expect(schedules.cosine({ epochs: 5, end: 0.1 })(7.5)).toBeCloseTo(0.1, 12);
    expect(schedules.warmup({ epochs: 2 })(9)).toBe(1);
    expect(schedules.constant()(100)).toBe(1);
  });

  it.each([
    [() => schedules.step({ every: 0 }), 'schedules.step: every must be above 0, got 0.'],
    [
      () => schedules.step({ every: 1, factor: Number.NaN }),
      'schedules.step: factor must be above 0, got NaN.',
    ],
    [() => schedules.cosine({ epochs: -1 }), 'schedules.cosine: epochs must be above 0, got -1.'],
    [() => schedules.cosine({ epochs: 1, end: 2 }), /^schedules\.cosine: end .* from 0 to 1, got 2\.$/],
    [() => schedules.warmup({ epochs: 1, start: Number.NaN }), /^schedules\.warmup: start .* got NaN\.$/],
  ])('refuse what cannot be: %s', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    expect(make).toThrow(message);
  });
});
