import type { Callback, EpochEvent } from '@featuremap/trainer';
import { duration, lossText, rateText } from '../format.js';
import { Progress } from '../progress.js';
import type { Terminal } from '../terminal.js';

/**
 * Draws training: a line that moves, and a line that stays for each epoch.
 *
 * @param images that all epochs together go through
 */
export function drawTraining(terminal: Terminal, images: number): Callback {
  const progress = new Progress(terminal, images);
  let epochs = 0;
  let stepsPerEpoch = 1;
  return event => {
    if (event.type === 'start') {
      epochs = event.epochs;
      stepsPerEpoch = event.steps / event.epochs;
    }
    if (event.type === 'step') {
      const { epoch, step, samples, loss } = event;
      const share = (step - (epoch - 1) * stepsPerEpoch) / stepsPerEpoch;
      progress.advance(samples, { label: `epoch ${epoch}/${epochs}`, share, loss });
    }
    if (event.type === 'epoch') terminal.print(epochLine(event, epochs, terminal));
    if (event.type === 'warning') terminal.warn(event.message);
    if (event.type === 'end') terminal.clear();
  };
}

function epochLine(
  { epoch, loss, samples, seconds }: EpochEvent,
  epochs: number,
  { colors, columns }: Terminal,
): string {
  const number = String(epoch).padStart(String(epochs).length);
  const head = `  epoch ${number}/${epochs}  loss ${lossText(loss)}  ${duration(seconds).padStart(6)}`;
  const rate = `  ${rateText(samples / seconds)}`;
  return head.length + rate.length <= columns ? head + colors.dim(rate) : head;
}
