import { join } from 'node:path';
import { type Fields, isText, readMetadata } from './metadata.js';
import type { Text } from './text.js';

/** An exercise's metadata, as `exercise.json` holds it. Everything else that names the exercise is made from it. */
export interface ExerciseInfo {
  /** Its name for commands and for the kept progress; stays the same when exercises before it are added. */
  readonly id: string;
  /** Its name for people. */
  readonly title: Text;
  /** What it counts in the grade. */
  readonly points: number;
  /** How long it takes most learners. */
  readonly minutes: number;
  /** From 1, a few lines, to 3. */
  readonly difficulty: 1 | 2 | 3;
  /** From gentle to nearly the answer. */
  readonly hints: readonly Text[];
  /** The packages that `exercise.ts` may import; none by default. */
  readonly imports?: readonly string[];
  /** After how many seconds a run that does not end is ended; 10 by default. */
  readonly seconds?: number;
}

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) > 0;

const isNames = (value: unknown) =>
  Array.isArray(value) && value.every(name => /^[@a-z][\w./:@-]*$/.test(String(name)));

const fields: Fields<ExerciseInfo> = {
  id: ['lower-case words joined by hyphens', value => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(value))],
  title: ['{ "en": …, "zh": … }', isText],
  points: ['a positive whole number', isCount],
  minutes: ['a positive whole number', isCount],
  difficulty: ['1, 2 or 3', value => [1, 2, 3].includes(Number(value))],
  hints: [
    'at least one { "en": …, "zh": … }',
    value => Array.isArray(value) && value.length > 0 && value.every(isText),
  ],
  imports: ['a list of packages', value => value === undefined || isNames(value)],
  seconds: ['a positive whole number', value => value === undefined || isCount(value)],
};

/**
 * Reads `exercise.json`.
 *
 * @param folder the exercise's folder
 * @throws {MetadataError} when the file is missing, is no JSON, or lacks something
 */
export function readExerciseInfo(folder: string): ExerciseInfo {
  return readMetadata(join(folder, 'exercise.json'), fields);
}
