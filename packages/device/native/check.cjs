// Computes a gradient with the tfjs-node of this folder and prints what came out, as one line of JSON.
const tf = require('./tfjs-node.cjs');

// A 3×3 window of ones over a 4×4 image of ones, zeros around it.
const windowSums = image => tf.conv2d(image, tf.ones([3, 3, 1, 1]), 1, 'same');
const gradient = tf.grad(image => windowSums(image).square().sum())(tf.ones([1, 4, 4, 1]));
const { binding, isUsingGpuDevice } = tf.backend();
const answer = {
  backend: tf.getBackend(),
  tensorflow: binding.TF_Version,
  gpu: isUsingGpuDevice,
  gradient: [...gradient.dataSync()],
};
console.log(JSON.stringify(answer));
