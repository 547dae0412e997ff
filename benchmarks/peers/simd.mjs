/** This engine as a peer: node simd.mjs trainer|fit THREADS */
import { features, setThreads } from '@featuremap/backend-simd';
import * as tf from '@tensorflow/tfjs';
import { answer } from './answer.mjs';
import { prepareFit } from './fit.mjs';
import { prepareTrainer } from './trainer.mjs';

const [way, threads] = process.argv.slice(2);
await tf.setBackend('simd');
setThreads(Number(threads));
const [name, prepare] =
  way === 'fit' ? ['Featuremap, model.fit', prepareFit] : ['Featuremap, Trainer', prepareTrainer];
await answer({ name, node: process.version, ...features() }, prepare);
