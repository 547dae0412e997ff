import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listenForInterrupt } from './interrupt.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('asks to stop at the first Ctrl-C, exits at the second, and takes npm passing one on for one', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const onFirst = vi.fn();
  const interrupt = listenForInterrupt(onFirst);

  process.emit('SIGINT', 'SIGINT');
  expect(interrupt.signal.reason).toMatchObject({ exitCode: 130 });
  expect(onFirst).toHaveBeenCalledOnce();

  vi.advanceTimersByTime(50);
  process.emit('SIGINT', 'SIGINT');
  expect(exit).not.toHaveBeenCalled();

  vi.advanceTimersByTime(1000);
  process.emit('SIGINT', 'SIGINT');
  expect(exit).toHaveBeenCalledWith(130);
  expect(onFirst).toHaveBeenCalledOnce();
  interrupt.dispose();
});

it('exits as SIGTERM asks', () => {
  const interrupt = listenForInterrupt(() => {});
  process.emit('SIGTERM', 'SIGTERM');
  expect(interrupt.signal.reason).toMatchObject({ exitCode: 143 });
  interrupt.dispose();
});

it('leaves signals as they were', () => {
  const before = process.listenerCount('SIGINT');
  listenForInterrupt(() => {}).dispose();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
