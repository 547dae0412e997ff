import type { Check } from '@featuremap/grader';
import { useGpu } from '../../engine.js';
import { type ProgramOptions, trialChecks } from '../../programCheck.js';
import { fullTraining } from '../../programFullTraining.js';
import { alexnet } from './alexnet.js';
import { imagesMistake } from './imagesMistake.js';
import { networkMistake } from './networkMistake.js';
import * as says from './says.js';
import { stepMistake } from './stepMistake.js';
import { trial } from './trial.js';
import { watched } from './watched.js';

const { imageSize, width, limit, testLimit } = trial;
const name = 'trainAlexnet';

/** In a trial: small images, and few channels and units. */
const small: ProgramOptions = {
  name,
  network: () => alexnet(imageSize, width),
  otherNetworks: [
    { mistake: says.widthIgnored, network: () => alexnet(imageSize, 1) },
    { mistake: says.widthLeftOut, network: () => alexnet(imageSize, width, 1) },
    { mistake: says.imageSizeIgnored, network: () => alexnet(224, width) },
  ],
  batchSize: 128,
  imageSize,
  told: { imageSize, width, testLimit },
  epochs: 2,
  atLeast: 0.9,
  trial: { limit, epochs: 2, testLimit },
  also: [
    {
      title: {
        en: 'the network is AlexNet, an eighth as wide',
        zh: '网络是 AlexNet，宽度为八分之一',
      },
      judge: networkMistake,
    },
    {
      title: {
        en: 'the right images go into it, in training and in the test',
        zh: '训练和测试时，送进网络的都是该用的图像',
      },
      judge: imagesMistake,
    },
    {
      title: {
        en: `the same ${limit} images once more: their loss falls, by steps of SGD with 0.1`,
        zh: `同样的 ${limit} 张图像再过一遍，损失下降，每一步都是学习率为 0.1 的 SGD`,
      },
      judge: stepMistake,
    },
  ],
};

/** AlexNet as it is. */
const large: ProgramOptions = {
  ...small,
  imageSize: 224,
  told: { imageSize: 224, width: 1, testLimit: 10_000 },
  epochs: 10,
  atLeast: 0.99,
};

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  ...trialChecks(small).map(check => ({
    ...check,
    run: (...[learner, run]: Parameters<Check['run']>) => check.run(watched(learner, name), run),
  })),
  fullTraining(large, { what: { en: ', on a GPU', zh: '在 GPU 上' }, engine: useGpu }),
];
