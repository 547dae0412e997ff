/**
 * The most that WebAssembly's SIMD can do on a core: multiply-adds of four floats on registers alone, as many chains as
 * hide their latency, no memory. node peak.mjs THREADS relaxed|plain prints GFLOP/s of all threads together.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Chains of dependent operations: more than latency (4) × units (2), and few enough for 16 registers. */
const chains = 12;
const lanes = 4;
const rounds = 20_000_000;

if (isMainThread) {
  const [threads, kind] = process.argv.slice(2);
  const workers = Array.from({ length: Number(threads) }, () => {
    return new Worker(new URL(import.meta.url), { workerData: kind });
  });
  let best = 0;
  for (let turn = 0; turn < 5; turn++) {
    const seconds = Math.max(...(await Promise.all(workers.map(run))));
    best = Math.max(best, (workers.length * rounds * chains * lanes * 2) / seconds / 1e9);
  }
  console.log(JSON.stringify({ gflops: best, threads: workers.length, kind }));
  for (const worker of workers) await worker.terminate();
} else {
  const { instance } = await WebAssembly.instantiate(moduleBytes(workerData === 'relaxed'));
  const { run: loop } = instance.exports;
  loop(rounds / 20);
  parentPort.on('message', () => {
    const start = performance.now();
    loop(rounds);
    parentPort.postMessage((performance.now() - start) / 1000);
  });
}

function run(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage('go');
  });
}

/** `run(n)`: n times, every chain becomes chain × a + b; returns a lane of their sum, so that nothing is left out. */
function moduleBytes(isRelaxed) {
  const local = { n: 0, a: 1, b: 2, chain: i => 3 + i };
  const get = index => [0x20, index];
  const set = index => [0x21, index];
  const simd = code => [0xfd, ...unsigned(code)];
  const splat = value => [0x43, ...new Uint8Array(new Float32Array([value]).buffer), ...simd(0x13)];
  const [mul, add, madd] = [simd(0xe6), simd(0xe4), simd(0x105)];
  const step = index => {
    const product = [...get(index), ...get(local.a)];
    return isRelaxed
      ? [...product, ...get(local.b), ...madd, ...set(index)]
      : [...product, ...mul, ...get(local.b), ...add, ...set(index)];
  };
  const all = Array.from({ length: chains }, (_, i) => local.chain(i));
  const body = [
    ...[0x01, ...unsigned(chains + 2), 0x7b],
    ...splat(0.999),
    ...set(local.a),
    ...splat(0.001),
    ...set(local.b),
    ...all.flatMap((index, i) => [...splat(i), ...set(index)]),
    ...[0x03, 0x40],
    ...all.flatMap(step),
    ...[...get(local.n), 0x41, 0x01, 0x6b, 0x22, local.n, 0x0d, 0x00, 0x0b],
    ...get(all[0]),
    ...all.slice(1).flatMap(index => [...get(index), ...add]),
    ...[...simd(0x1f), 0x00, 0x0b],
  ];
  const section = (id, content) => [id, ...unsigned(content.length), ...content];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [0x01, 0x60, 0x01, 0x7f, 0x01, 0x7d]),
    ...section(3, [0x01, 0x00]),
    ...section(7, [0x01, 0x03, ...Buffer.from('run'), 0x00, 0x00]),
    ...section(10, [0x01, ...unsigned(body.length), ...body]),
  ]);
}

/** LEB128. */
function unsigned(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}
