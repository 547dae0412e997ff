import { Interrupted } from './errors.js';
import { ExitCode } from './exitCodes.js';

const exitCodes = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated } as const;
type Signal = keyof typeof exitCodes;

/** npm passes Ctrl-C on to a process that has it from the terminal already; that is one Ctrl-C, not two. */
const sameKeyMs = 400;

/** A way to stop, and the way back to how signals were. */
export interface InterruptListener {
  /** Aborted by the first signal, with an {@link Interrupted} as its reason. */
  readonly signal: AbortSignal;
  dispose(): void;
}

/**
 * Turns the first Ctrl-C (or SIGTERM) into an aborted signal, so that work can be saved; the second one exits at once.
 *
 * @param onFirst told of the first one, to say what happens now
 */
export function listenForInterrupt(onFirst: () => void): InterruptListener {
  const controller = new AbortController();
  let firstAt = 0;
  const handle = (name: Signal) => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort(new Interrupted(`Stopped by ${name}.`, exitCodes[name]));
      onFirst();
    } else if (performance.now() - firstAt > sameKeyMs) {
      process.exit(exitCodes[name]);
    }
  };
  const signals = Object.keys(exitCodes) as Signal[];
  for (const name of signals) process.on(name, handle);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, handle);
    },
  };
}
