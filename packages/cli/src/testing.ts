import type { BatchLoader, Evaluation, Trainer } from '@featuremap/trainer';
import { Progress } from './progress.js';
import type { Terminal } from './terminal.js';

/** Tests a model on a loader's images, showing how far it is. */
export async function testWithProgress(
  trainer: Trainer,
  loader: BatchLoader,
  images: number,
  { terminal, signal }: { terminal: Terminal; signal: AbortSignal },
): Promise<Evaluation> {
  const progress = new Progress(terminal, images);
  const result = await trainer.evaluate(loader, {
    signal,
    onBatch: (batch, batches) =>
      progress.advance(images / batches, { label: 'test', share: batch / batches }),
  });
  terminal.clear();
  return result;
}
