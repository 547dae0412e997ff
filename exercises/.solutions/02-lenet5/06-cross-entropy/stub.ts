/**
 * Softmax and cross-entropy in one: how wrong a network's answers are, and in which direction its logits should go.
 *
 * @param logits `[batch][classes]`: what the network gave for each image, any numbers
 * @param labels `[batch]`: the class of each image, from 0 to classes - 1
 * @returns `loss`, the mean over the batch; `gradient`, `[batch][classes]`, that of the loss with respect to the logits
 */
export function crossEntropy(logits: number[][], labels: number[]): { loss: number; gradient: number[][] } {
  throw new Error('not written yet: README.md says what to do');
}
