/** Cores that threads can be spread over. */
export function coreCount(): number {
  return navigator.hardwareConcurrency ?? 1;
}

/** Starts a thread that runs `source`, a script that finds `data` in the variable of that name. */
export function startWorker(source: string, data: unknown): { stop(): void } {
  const script = `onmessage = ({ data }) => {\n${source}\n};`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.postMessage(data);
  return { stop: () => worker.terminate() };
}
