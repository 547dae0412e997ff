import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventLoopTurns } from './eventLoop.js';

afterEach(() => vi.unstubAllGlobals());

/** Keeps the thread busy for some milliseconds between turns, as steps of training do. */
async function busyLoop(steps: number, milliseconds: number): Promise<number> {
  let fired = 0;
  const timer = setInterval(() => {
    fired += 1;
  }, 10);
  const turn = eventLoopTurns();
  for (let i = 0; i < steps; i++) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    await turn();
  }
  clearInterval(timer);
  return fired;
}

describe('eventLoopTurns', () => {
  it('lets timers fire between steps', async () => {
    expect(await busyLoop(40, 5)).toBeGreaterThanOrEqual(4);
  });

  it('does so in browsers, which have no setImmediate', async () => {
    vi.stubGlobal('setImmediate', undefined);
    expect(await busyLoop(40, 5)).toBeGreaterThanOrEqual(4);
  });

  it('costs next to nothing while the loop is young', async () => {
    const turn = eventLoopTurns();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    for (let i = 0; i < 10; i++) await turn();
    expect(turned).toBe(false);
  });
});
