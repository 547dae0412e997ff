import { countdown, lossText, rateText } from './format.js';

/** What is known of work that is under way. */
export interface ProgressState {
  /** "epoch 2/5", "test" */
  readonly label: string;
  /** How much is done, 0 to 1. */
  readonly share: number;
  readonly loss?: number | undefined;
  /** Images per second; unknown at first. */
  readonly rate?: number | undefined;
  /** Unknown at first. */
  readonly secondsLeft?: number | undefined;
}

/** How to paint the parts of the line; each gets the text and gives it back with colours. */
export interface Paint {
  bar(text: string): string;
  rest(text: string): string;
}

const shortestBar = 6;
const longestBar = 28;
/** A full line would move the cursor to the next one, so one column stays free. */
const spareColumns = 1;

const plain: Paint = { bar: text => text, rest: text => text };

/**
 * One line that fits: where the terminal is narrow, first the rate goes, then the loss, then the bar.
 */
export function progressLine(state: ProgressState, columns: number, paint: Paint = plain): string {
  const width = columns - spareColumns;
  const { label, share } = state;
  const { percentage, loss, rate, left } = partsOf(state);
  for (const details of [[...loss, ...rate, ...left], [...loss, ...left], left]) {
    const text = [percentage, ...details].join('  ');
    const bar = Math.min(longestBar, width - `  ${label}   ${text}`.length);
    if (bar >= shortestBar) return `  ${label}  ${drawBar(share, bar, paint)} ${text}`;
  }
  return `  ${label}  ${[percentage, ...left].join('  ')}`.slice(0, Math.max(width, 0));
}

/** The same without a bar, for a log. */
export function progressText(state: ProgressState): string {
  const { percentage, loss, rate, left } = partsOf(state);
  return [`  ${state.label}`, percentage, ...loss, ...rate, ...left].join('  ');
}

function partsOf({ share, loss, rate, secondsLeft }: ProgressState) {
  return {
    percentage: `${Math.floor(share * 100)}%`.padStart(4),
    loss: loss === undefined ? [] : [`loss ${lossText(loss)}`],
    rate: rate === undefined ? [] : [rateText(rate)],
    left: secondsLeft === undefined ? [] : [`${countdown(secondsLeft)} left`],
  };
}

function drawBar(share: number, width: number, paint: Paint): string {
  const done = Math.min(width, Math.round(share * width));
  return paint.bar('━'.repeat(done)) + paint.rest('─'.repeat(width - done));
}
