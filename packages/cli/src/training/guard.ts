import type { Callback } from '@featuremap/trainer';
import { CliError } from '../errors.js';
import { lossText } from '../format.js';

/**
 * Guessing among ten classes has a loss of 2.3. With saturating activations a far too high learning rate does not
 * lead to NaN but to losses in the billions that stay there; from this size on no step brings them back.
 */
const hopelessLoss = 1e4;

/** The loss is finite, but training is beyond hope. */
export class HopelessLossError extends CliError {}

/** Ends training when a loss is beyond hope; NaN and infinity the trainer notices itself. */
export function guardLoss(learningRate: number): Callback {
  return event => {
    if (event.type !== 'step' || event.loss < hopelessLoss) return;
    throw new HopelessLossError(
      `The loss is ${lossText(event.loss)} at step ${event.step} (epoch ${event.epoch}) with learning rate ` +
        `${learningRate}: training diverged. Start again with a lower one, such as --lr ${learningRate / 10}.`,
    );
  };
}
