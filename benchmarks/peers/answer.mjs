import { createInterface } from 'node:readline';

/**
 * A peer of the benchmark: reads lines `{"network","batchSize","imageSize","steps"}` and answers each with the
 * milliseconds a step took on average, the loss read back once at the end.
 * @param {Record<string, unknown>} about what the peer is: versions, threads
 * @param {(request: { network: string, batchSize: number, imageSize: number }) => Promise<(steps: number) => Promise<number>>} prepare
 *   builds a network and returns what trains it for some steps on one batch and gives the last loss
 */
export async function answer(about, prepare) {
  const say = message => process.stdout.write(`${JSON.stringify(message)}\n`);
  /** @type {Map<string, (steps: number) => Promise<number>>} */
  const ready = new Map();
  say(about);
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps, ...request } = JSON.parse(line);
    const key = JSON.stringify(request);
    if (!ready.has(key)) ready.set(key, await prepare(request));
    const train = ready.get(key);
    const start = performance.now();
    const loss = await train(steps);
    say({ ms: (performance.now() - start) / steps, loss, memory: process.memoryUsage().rss });
  }
}

/** One batch of noise with labels 0 … 9 in turn: what a step costs does not depend on the pixels. */
export function batch({ batchSize, imageSize }) {
  const images = new Float32Array(batchSize * imageSize * imageSize);
  let state = 1;
  for (let i = 0; i < images.length; i++) {
    state = (state * 48271) % 2147483647;
    images[i] = (state / 2147483647 - 0.1307) / 0.3081;
  }
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % 10);
  return { images, labels, shape: [batchSize, imageSize, imageSize, 1] };
}

/** Low enough for noise: the loss stays finite however long the benchmark runs. */
export const learningRate = 0.01;
