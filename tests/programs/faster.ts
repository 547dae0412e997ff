import * as tf from '@tensorflow/tfjs';
import '@featuremap/backend-simd';

await tf.setBackend('simd');

const model = tf.sequential({
  layers: [
    tf.layers.conv2d({
      inputShape: [28, 28, 1],
      filters: 6,
      kernelSize: 5,
      activation: 'tanh',
      kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }),
    }),
    tf.layers.averagePooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }) }),
  ],
});
model.compile({
  optimizer: tf.train.sgd(0.2),
  loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits),
});
const x = tf.randomNormal([512, 28, 28, 1], 0, 1, 'float32', 1);
const y = tf.oneHot(tf.randomUniform([512], 0, 10, 'int32', 2), 10).toFloat();
const { history } = await model.fit(x, y, { epochs: 5, batchSize: 128 });
console.log(JSON.stringify({ backend: tf.getBackend(), loss: history.loss }));
