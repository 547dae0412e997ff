import { expect, it } from 'vitest';
import { RateMeter } from './rateMeter.js';

function meterWithClock() {
  let time = 0;
  const meter = new RateMeter({ windowMs: 5000, now: () => time });
  const at = (ms: number, amount: number) => {
    time = ms;
    meter.add(amount);
  };
  return { meter, at };
}

it('does not guess a rate before time has passed', () => {
  const { meter, at } = meterWithClock();
  expect(meter.rate).toBeUndefined();
  at(1, 256);
  expect(meter.rate).toBeUndefined();
});

it('counts per second', () => {
  const { meter, at } = meterWithClock();
  at(500, 256);
  at(1000, 256);
  expect(meter.rate).toBeCloseTo(512);
  expect(meter.total).toBe(512);
});

it('follows a machine that becomes slower', () => {
  const { meter, at } = meterWithClock();
  for (let ms = 100; ms <= 10_000; ms += 100) at(ms, 100);
  expect(meter.rate).toBeCloseTo(1000);
  for (let ms = 11_000; ms <= 20_000; ms += 1000) at(ms, 100);
  expect(meter.rate).toBeCloseTo(100);
});
