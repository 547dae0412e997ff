/**
 * A loss this many times the first one is lost, though finite: with a learning rate of 1e9 and tanh, weights
 * of 1e8 still give losses that are numbers. What training recovers from is far smaller.
 */
const LOST = 1e4;

/** Losses from this share of chance on have not left it: 2.257 of 2.303 for ten classes. */
const AT_CHANCE = 0.98;

/** A loss below this share of chance was no accident of one batch: the network had learnt something. */
const HAD_LEARNT = 0.8;

/** Before so many steps even a good run may not have left chance. */
const FEWEST_STEPS = 100;

/** What keeps the loss at chance: it fell and came back, or it never fell. */
export type Stuck = 'forgot' | 'never-learnt';

/** Whether a loss says that the weights are lost: not a number, infinite, or {@link LOST} times what it was. */
export function isLost(loss: number, first: number = loss): boolean {
  return !Number.isFinite(loss) || loss > LOST * Math.max(1, first);
}

/**
 * Whether an epoch's losses are those of guessing. Only its second half counts, so that an epoch which begins
 * high and ends well is not accused.
 *
 * @param losses of all steps so far
 * @param steps of them that are the epoch's, the last ones
 * @param chance the loss of guessing, ln(classes)
 */
export function stuckAtChance(losses: readonly number[], steps: number, chance: number): Stuck | undefined {
  if (losses.length < FEWEST_STEPS) return undefined;
  const latest = losses.slice(-Math.ceil(steps / 2));
  const mean = latest.reduce((sum, loss) => sum + loss, 0) / latest.length;
  if (mean < AT_CHANCE * chance) return undefined;
  const lowest = losses.reduce((low, loss) => Math.min(low, loss), Number.POSITIVE_INFINITY);
  return lowest < HAD_LEARNT * chance ? 'forgot' : 'never-learnt';
}

/** What to tell the user of it. */
export function chanceWarning(
  stuck: Stuck,
  at: { epoch: number; classes: number; learningRate: number | undefined },
): string {
  const rate = at.learningRate === undefined ? '' : ` (${short(at.learningRate)})`;
  const lower = at.learningRate === undefined ? '' : `, such as ${short(at.learningRate / 10)}`;
  const found =
    `The loss ended epoch ${at.epoch} at what guessing among ${at.classes} classes costs, ` +
    `${Math.log(at.classes).toFixed(3)}: `;
  if (stuck === 'forgot') {
    return (
      `${found}what the network had learnt is lost. The learning rate${rate} is too high: start again with a lower ` +
      `one${lower}, with a warm-up, or with clipped gradients.`
    );
  }
  return (
    `${found}the network has learnt nothing yet. If it stays there, start again with another learning ` +
    `rate${rate}: a lower one${lower}, if the loss began high or jumps, otherwise a higher one; and look whether ` +
    'the images are normalised and the labels theirs.'
  );
}

function short(rate: number): number {
  return Number(rate.toPrecision(2));
}
