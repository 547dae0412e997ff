import { expect, it } from 'vitest';
import { type ProgressState, progressLine, progressText } from './progressLine.js';

const state: ProgressState = { label: 'epoch 2/5', share: 0.5, loss: 0.2131, rate: 21_034, secondsLeft: 8.2 };

it('shows everything where there is room', () => {
  expect(progressLine(state, 90)).toBe(
    '  epoch 2/5  ━━━━━━━━━━━━━━──────────────  50%  loss 0.2131  21,034 images/s  9 s left',
  );
});

it('gives up the rate, then the loss, then the bar as the terminal narrows', () => {
  expect(progressLine(state, 60)).toBe('  epoch 2/5  ━━━━━━━━━─────────  50%  loss 0.2131  9 s left');
  expect(progressLine(state, 40)).toBe('  epoch 2/5  ━━━━━━─────  50%  9 s left');
  expect(progressLine(state, 30)).toBe('  epoch 2/5   50%  9 s left');
});

it('never fills a line, however narrow the terminal: the cursor would move to the next', () => {
  for (let columns = 1; columns <= 120; columns++) {
    for (const share of [0, 0.337, 1]) {
      const line = progressLine({ ...state, share, secondsLeft: 86_399 }, columns);
      expect(line.length, `${columns} columns`).toBeLessThan(Math.max(columns, 1) + (columns === 1 ? 1 : 0));
    }
  }
});

it('shows what is known at first', () => {
  expect(progressText({ label: 'test', share: 0 })).toBe('  test    0%');
});

it('paints the bar alone', () => {
  const painted = progressLine(state, 90, { bar: text => `<${text}>`, rest: text => `[${text}]` });
  expect(painted).toContain('<━━━━━━━━━━━━━━>[──────────────]');
});
