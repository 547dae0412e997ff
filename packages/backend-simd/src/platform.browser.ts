/** Cores that threads can be spread over. */
export function coreCount(): number {
  return navigator.hardwareConcurrency ?? 1;
}

/** How long to wait for a worker that neither begins nor fails, as in a tab that nobody sees. */
const PATIENCE_MS = 1_000;

/**
 * Starts a thread that runs `source`, a script that finds `data` in the variable of that name. `begun` settles when it
 * runs, or when it is clear that it does not, as where the page's policy forbids it.
 */
export function startWorker(source: string, data: unknown): { stop(): void; begun: Promise<void> } {
  const script = `onmessage = ({ data }) => {\npostMessage('begun');\n${source}\n};`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    const worker = new Worker(url);
    const begun = new Promise<void>(resolve => {
      worker.onmessage = () => resolve();
      worker.onerror = () => resolve();
      setTimeout(resolve, PATIENCE_MS);
    });
    worker.postMessage(data);
    return { stop: () => worker.terminate(), begun };
  } catch {
    return { stop: () => {}, begun: Promise.resolve() };
  }
}
