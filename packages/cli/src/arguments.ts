import { InvalidArgumentError } from 'commander';
import { UsageError } from './errors.js';
import { unknownName } from './suggest.js';

/** A parser of a name that has to be one of `names`; an unknown one gets a suggestion. */
export function oneOf<Name extends string>(kind: string, names: readonly Name[]): (text: string) => Name {
  return text => {
    const name = names.find(known => known === text);
    if (name === undefined) throw new UsageError(unknownName(kind, text, names));
    return name;
  };
}

/** A parser of whole numbers from `least` on. */
export function wholeNumber(least: number): (text: string) => number {
  return text => {
    const value = numberOf(text);
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} on.`);
  };
}

/** Parses a number above 0, such as 0.1 or 1e-3. */
export function positiveNumber(text: string): number {
  const value = numberOf(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Give a number above 0, such as 0.1.');
}

/** Parses a momentum: from 0 to below 1. */
export function momentum(text: string): number {
  const value = numberOf(text);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('Give a number from 0 to below 1, such as 0.9.');
}

/** Parses a number of epochs that need not be whole, from 0 on. */
export function epochsFromZero(text: string): number {
  const value = numberOf(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Give a number from 0 on, such as 0.5.');
}

/** Parses a norm above 0 to clip to, or `none`, which is Infinity. */
export function clip(text: string): number {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  const value = numberOf(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Give a number above 0, such as 1, or none.');
}

/** `Number()` takes "" for 0 and "0x10" for 16. */
function numberOf(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}
