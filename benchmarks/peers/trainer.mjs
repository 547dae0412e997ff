import { networks } from '@featuremap/models';
import { Trainer } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { batch, learningRate } from './answer.mjs';

/** Builds a network and trains it by `Trainer`; for `answer`. */
export async function prepareTrainer(request) {
  const model = networks[request.network]({ seed: 0 });
  const trainer = new Trainer(model, { optimizer: tf.train.sgd(learningRate) });
  const data = batch(request);
  return async steps => {
    const loader = {
      length: steps,
      [Symbol.asyncIterator]: async function* () {
        for (let i = 0; i < steps; i++) yield data;
      },
    };
    const { losses } = await trainer.fit(loader, { epochs: 1 });
    return losses.at(-1);
  };
}
