import { homedir } from 'node:os';
import { isAbsolute, relative, sep } from 'node:path';

/** "61,706" */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** "1 epoch", "5 epochs" */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** "97.98%"; "–" for a class without images */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)}%` : '–';
}

/** "12,300 images/s", and "0.070 images/s" where a step takes minutes. */
export function rateText(imagesPerSecond: number): string {
  return `${imagesPerSecond < 9.95 ? imagesPerSecond.toPrecision(2) : count(imagesPerSecond)} images/s`;
}

/** A loss to four places, or in scientific notation where that would say nothing. */
export function lossText(loss: number): string {
  return loss !== 0 && (Math.abs(loss) < 1e-3 || Math.abs(loss) >= 1e4)
    ? loss.toExponential(2)
    : loss.toFixed(4);
}

/** "0.8 s", "12 s", "3 min 5 s", "2 h 7 min" */
export function duration(seconds: number): string {
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : wholeSeconds(Math.round(seconds));
}

/** The same for time that is left: never less than it takes, and not to tenths. */
export function countdown(seconds: number): string {
  return wholeSeconds(Math.max(0, Math.ceil(seconds)));
}

function wholeSeconds(whole: number): string {
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** "9.9 MB" */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A path as short as it can be said: from the current folder, or from the home folder. */
export function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  if (here && !here.startsWith('..') && !isAbsolute(here)) return here;
  const home = homedir() + sep;
  return path.startsWith(home) ? `~${sep}${path.slice(home.length)}` : path;
}
