import { networks } from '@featuremap/models';
import { Trainer } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { batch, learningRate } from './answer.mjs';

/** Builds a network and trains it by one long run of `Trainer`, an epoch for each request; for `answer`. */
export async function prepareTrainer(request) {
  const model = networks[request.network]({ seed: 0 });
  const trainer = new Trainer(model, { optimizer: tf.train.sgd(learningRate) });
  const data = batch(request);
  let wanted = waiting();
  let answered = waiting();
  const loader = {
    length: 1,
    async *[Symbol.asyncIterator]() {
      const steps = await wanted.promise;
      for (let i = 0; i < steps; i++) yield data;
    },
  };
  const told = event => {
    if (event.type !== 'epoch') return;
    wanted = waiting();
    answered.resolve(event.loss);
  };
  trainer.fit(loader, { epochs: Number.MAX_SAFE_INTEGER, callbacks: [told] }).catch(answered.reject);
  return steps => {
    answered = waiting();
    wanted.resolve(steps);
    return answered.promise;
  };
}

/** A promise, and what settles it. */
function waiting() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
