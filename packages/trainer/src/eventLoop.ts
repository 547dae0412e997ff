/** Timers of 10 ms still fire, and steps of up to 30 ms keep the promised 50 ms between turns. */
const BUSY_MS = 20;

declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/**
 * Makes a function to await in a busy loop: it lets timers, signals and drawing have their turn whenever the
 * loop has kept them waiting for {@link BUSY_MS}. On a synchronous engine awaiting data is only a microtask,
 * so without this a whole run would pass before the first timer fired.
 */
export function eventLoopTurns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BUSY_MS) return;
    await macrotask();
    last = performance.now();
  };
}

/** One turn of the event loop. A timer will not do: browsers stretch nested ones to 4 ms, hidden tabs to 1 s. */
function macrotask(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise(resolve => setImmediate(() => resolve()));
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
