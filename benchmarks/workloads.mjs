/** The networks, with the lecture's batches and the steps between two readings of the loss. */
export const workloads = {
  lenet5: { batchSize: 256, imageSize: 28, steps: 20 },
  resnet: { batchSize: 128, imageSize: 28, steps: 20 },
  googlenet: { batchSize: 128, imageSize: 28, steps: 20 },
  alexnet: { batchSize: 128, imageSize: 224, steps: 1 },
};

/** @param {string} network */
export function workloadOf(network) {
  const workload = workloads[network];
  if (workload) return workload;
  throw new Error(`unknown network "${network}": expected ${Object.keys(workloads).join(', ')}`);
}
