// What data costs: `node packages/datasets/bench/batches.mjs` after `npm run build`.
// The peer is the same data one image at a time, put together by hand, as a plain loop over get(i) would.
import { DataLoader, MNIST, transforms } from '../dist/index.js';

const ROUNDS = 5;
const { compose, normalize, resize, toTensor } = transforms;
const lenet = compose([toTensor(), normalize(0.1307, 0.3081)]);
const alexnet = compose([toTensor(), normalize(0.1307, 0.3081), resize(224)]);

/** CPU milliseconds (user and system, all threads) of the cheapest of some rounds. */
async function cpuOf(work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

async function readEpoch(set, batchSize) {
  for await (const batch of new DataLoader(set, { batchSize, shuffle: true })) batch.images[0];
}

/** An epoch without the fast path: one array per image, copied into the batch's. */
async function readOneByOne(set, batchSize) {
  const one = {
    length: set.length,
    batch(indices) {
      const samples = indices.map(index => set.get(index));
      const images = new Float32Array(samples.length * samples[0].image.length);
      for (const [n, { image }] of samples.entries()) images.set(image, n * image.length);
      return { images };
    },
  };
  await readEpoch(one, batchSize);
}

function report(what, milliseconds, peer) {
  const ratio = peer === undefined ? '' : `${(peer / milliseconds).toFixed(1)} times less than one by one`;
  console.log(`${what.padEnd(52)} ${milliseconds.toFixed(0).padStart(6)} ms CPU  ${ratio}`);
}

console.log(`node ${process.version}`);
report('load the 60,000 images, checksums included', await cpuOf(() => MNIST.load({ download: false })));
const train = await MNIST.load({ download: false, transform: lenet });
const peer = await cpuOf(() => readOneByOne(train, 256));
report('an epoch of 60,000, batch 256, LeNet-5 transform', await cpuOf(() => readEpoch(train, 256)), peer);
const large = (await MNIST.load({ download: false, transform: alexnet })).take(1280);
const largePeer = await cpuOf(() => readOneByOne(large, 128));
report(
  'ten batches of 128 at 224×224, AlexNet transform',
  await cpuOf(() => readEpoch(large, 128)),
  largePeer,
);
