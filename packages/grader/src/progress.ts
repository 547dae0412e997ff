import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './text.js';
import { writeWhole } from './writeWhole.js';

/** What is kept of a learner's work, by exercise id. Fields that this version does not know are kept as they are. */
export interface Progress {
  readonly version: 1;
  /** The language chosen with `lang`; the system's where none was. */
  readonly language?: Language;
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

/** What is kept of one exercise. */
export interface ExerciseProgress {
  /** When all of its checks passed first, as an ISO date; absent while they have not. */
  readonly passedAt?: string;
  /** When it could not be checked for want of something on this machine, as an ISO date. */
  readonly setAsideAt?: string;
  /** How many hints were asked for. */
  readonly hints?: number;
}

const fileName = '.progress.json';
const none: Progress = { version: 1, exercises: {} };

/**
 * Reads the progress kept in a course's folder.
 *
 * @returns an empty progress where none is kept, or where the file is damaged; {@link writeProgress} then puts the
 * damaged file aside
 */
export function readProgress(course: string): Progress {
  return parse(course) ?? none;
}

/**
 * Changes the progress kept in a course's folder. The file is replaced in one step: whoever interrupts this has the
 * old or the new one, never half of it. A damaged file is kept beside it as `.progress.json.damaged`.
 */
export function writeProgress(course: string, change: (progress: Progress) => Progress): Progress {
  const path = join(course, fileName);
  const kept = parse(course);
  if (!kept) putAside(path);
  const progress = change(kept ?? none);
  writeWhole(path, `${JSON.stringify(progress, null, 2)}\n`);
  return progress;
}

/** Changes what is kept of one exercise. */
export function writeExerciseProgress(course: string, id: string, change: ExerciseProgress): Progress {
  return writeProgress(course, progress => ({
    ...progress,
    exercises: { ...progress.exercises, [id]: { ...progress.exercises[id], ...change } },
  }));
}

function parse(course: string): Progress | undefined {
  try {
    const progress = JSON.parse(readFileSync(join(course, fileName), 'utf8'));
    return typeof progress?.exercises === 'object' && progress.exercises ? progress : undefined;
  } catch {
    return undefined;
  }
}

function putAside(path: string): void {
  try {
    renameSync(path, `${path}.damaged`);
  } catch {
    // There was none.
  }
}
