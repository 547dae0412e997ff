import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type ExerciseInfo, readExerciseInfo } from './exerciseInfo.js';
import { type Fields, isText, readMetadata } from './metadata.js';
import type { Text } from './text.js';

/** An exercise as it lies on disk. */
export interface Exercise {
  /** What its `exercise.json` says. */
  readonly info: ExerciseInfo;
  /** Its chapter's folder name, such as `01-convolution`. */
  readonly chapter: string;
  /** Its folder name, such as `03-padding`. */
  readonly name: string;
  /** Its folder: `README.md`, `exercise.ts`, `exercise.test.ts`. */
  readonly path: string;
  /** The folder of what the learner should not see by accident: `checks.ts`, `solution.ts`, `stub.ts`, … */
  readonly hidden: string;
}

/** A course as it lies on disk. */
export interface Course {
  /** Its folder, absolute. */
  readonly path: string;
  /** The titles of the chapters by folder name, as in `course.json`. */
  readonly chapters: Readonly<Record<string, Text>>;
  /** The share of all points that passes, from 0 to 1. */
  readonly passingMark: number;
  /** In the order in which they are to be done: by chapter, then by folder name. */
  readonly exercises: readonly Exercise[];
}

const numbered = /^\d\d-/;

const fields: Fields<Pick<Course, 'chapters' | 'passingMark'>> = {
  chapters: [
    'an object that gives each chapter’s folder a { "en": …, "zh": … }',
    value => typeof value === 'object' && value !== null && Object.values(value).every(isText),
  ],
  passingMark: ['a share from 0 to 1', value => typeof value === 'number' && value >= 0 && value <= 1],
};

/**
 * Reads a course: `course.json` and each `<chapter>/<exercise>/exercise.json`.
 *
 * @param folder the course's folder, such as `exercises`
 * @throws {MetadataError} when a metadata file is missing or damaged
 */
export function readCourse(folder: string): Course {
  const path = resolve(folder);
  const { chapters, passingMark } = readMetadata(join(path, 'course.json'), fields);
  const exercises = folders(path).flatMap(chapter =>
    folders(join(path, chapter))
      .filter(name => existsSync(join(path, chapter, name, 'exercise.json')))
      .map(name => exerciseAt(join(path, chapter, name))),
  );
  return { path, chapters, passingMark, exercises };
}

/**
 * Reads one exercise of a course.
 *
 * @param path its folder, absolute: `<course>/<chapter>/<exercise>`
 * @throws {MetadataError} when its metadata file is missing or damaged
 */
export function exerciseAt(path: string): Exercise {
  const [name, chapter] = [basename(path), basename(dirname(path))];
  const hidden = join(dirname(dirname(path)), '.solutions', chapter, name);
  return { info: readExerciseInfo(path), chapter, name, path, hidden };
}

/** Finds an exercise by its id, its folder name, or `<chapter>/<exercise>`, as a learner may type it. */
export function findExercise({ exercises }: Course, typed: string): Exercise | undefined {
  const wanted = typed.replace(/^.*exercises\//, '').replace(/\/+$/, '');
  return exercises.find(({ info, chapter, name }) => [info.id, name, `${chapter}/${name}`].includes(wanted));
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && numbered.test(entry.name))
    .map(entry => entry.name)
    .sort();
}
