import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Course, Exercise } from '../courseFolder.js';

/** What one student handed in. */
export interface Submission {
  /** The folder's name, which names the student. */
  readonly student: string;
  /** The folder that holds the chapters. */
  readonly path: string;
}

/** A folder in which nothing was handed in. */
export class SubmissionsError extends Error {
  override readonly name = 'SubmissionsError';
}

/** How deep archives and clones of the repository hide the chapters: `<student>/<archive>/exercises/<chapter>`. */
const deepest = 2;

/**
 * Finds the submissions in a folder: one folder for each student, in which the chapters may lie up to two folders deeper;
 * or the folder itself, where it or its `exercises` holds chapters.
 *
 * @throws {SubmissionsError} when there is no such folder, or no student's folder in it
 */
export function findSubmissions(folder: string, course: Course): Submission[] {
  const path = resolve(folder);
  if (!existsSync(path)) throw new SubmissionsError(`${folder} does not exist`);
  const own = [path, join(path, 'exercises')].find(place => holdsChapters(place, course));
  if (own) return [{ student: basename(path), path: own }];
  const submissions = folders(path).map(student => ({
    student,
    // A student who handed in nothing is graded too.
    path: chaptersIn(join(path, student), course, deepest) ?? join(path, student),
  }));
  if (submissions.length === 0)
    throw new SubmissionsError(`${folder} holds no folders, one for each student`);
  return submissions;
}

/**
 * The file that a student handed in for an exercise; undefined where there is none. Links are not followed: they would
 * lead to files of the teacher's machine.
 */
export function submittedFile({ path }: Submission, { chapter, name }: Exercise): string | undefined {
  const steps = [join(path, chapter), join(path, chapter, name), join(path, chapter, name, 'exercise.ts')];
  const file = steps.at(-1) ?? '';
  const real = steps.every(step => existsSync(step) && !lstatSync(step).isSymbolicLink());
  return real && lstatSync(file).isFile() ? file : undefined;
}

function chaptersIn(path: string, course: Course, deeper: number): string | undefined {
  if (holdsChapters(path, course)) return path;
  if (deeper === 0) return undefined;
  for (const name of folders(path)) {
    const found = chaptersIn(join(path, name), course, deeper - 1);
    if (found) return found;
  }
  return undefined;
}

function holdsChapters(path: string, course: Course): boolean {
  return folders(path).some(name => Object.hasOwn(course.chapters, name));
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
    .map(entry => entry.name)
    .sort();
}
