import { dirname } from 'node:path';
import { readProgress } from './progress.js';
import type { Language } from './text.js';

/**
 * The language a learner reads: the one chosen with `lang`, or else the system's.
 *
 * @param exercise an exercise's folder, `exercises/<chapter>/<exercise>`
 */
export function learnerLanguage(exercise: string): Language {
  return readProgress(dirname(dirname(exercise))).language ?? systemLanguage(process.env);
}

/** The language that the environment asks for: Chinese where it names Chinese, otherwise English. */
export function systemLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
}
