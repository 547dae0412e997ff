import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Course } from './courseFolder.js';
import { languageOf, type Session } from './learn/session.js';
import { CommandError, words } from './learn/words.js';
import { writeWhole } from './writeWhole.js';

/** The names of a new exercise, each of which stands in the template's paths and texts under a name of its own. */
interface Names {
  /** The chapter's folder: `00-chapter` in the template. */
  readonly chapter: string;
  /** The exercise's folder: `00-exercise`. */
  readonly exercise: string;
  /** Its id: `exercise-id`. */
  readonly id: string;
  /** The function that the learner writes: `exerciseFunction`. */
  readonly functionName: string;
}

/** A letter comes first, since the learner's function is named after it too. */
const place = /^(?<chapter>\d\d-[a-z0-9-]+)\/(?<exercise>\d\d-(?<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*))$/;

/**
 * Makes a new exercise from the course's folder `.template`, which is laid out as the course is.
 *
 * @param typed where it is to lie: `<chapter>/<NN-name>`
 * @throws {CommandError} when it cannot lie there; nothing is written then
 */
export function newExercise(session: Session, typed: string | undefined): number {
  const { course, print } = session;
  const says = words[languageOf(session)];
  const names = namesOf(session, typed);
  const template = join(course.path, '.template');
  if (!existsSync(template)) throw new CommandError(says.noTemplate(shown(template)));
  const [path, hidden] = folders(course, names);
  const taken = [path, hidden].find(existsSync);
  if (taken) throw new CommandError(says.existsAlready(shown(taken)));
  copyTemplate(template, course.path, names);
  writeWhole(join(path, 'exercise.ts'), readFileSync(join(hidden, 'stub.ts'), 'utf8'));
  // The first chapter stands for all of them in the quick tests.
  const [first] = Object.keys(course.chapters);
  const tests = names.chapter === first ? 'npx vitest run tests/course.test.ts' : 'npm run check:graders --';
  print(...says.made(shown(path), shown(hidden), `${tests} -t ${names.exercise}`));
  return 0;
}

function namesOf(session: Session, typed: string | undefined): Names {
  const { course } = session;
  const says = words[languageOf(session)];
  if (!typed) throw new CommandError(says.nameNew);
  const { chapter, exercise, id } =
    place.exec(typed.replace(/^.*exercises\//, '').replace(/\/+$/, ''))?.groups ?? {};
  if (!chapter || !exercise || !id) throw new CommandError(says.noPlace(typed));
  if (!Object.hasOwn(course.chapters, chapter))
    throw new CommandError(says.noSuchChapter(chapter, Object.keys(course.chapters).join(', ')));
  for (const other of course.exercises) {
    const otherPlace = `${other.chapter}/${other.name}`;
    if (otherPlace === `${chapter}/${exercise}`) continue;
    if (other.info.id === id) throw new CommandError(says.idTaken(id, otherPlace));
    if (other.chapter === chapter && other.name.slice(0, 2) === exercise.slice(0, 2))
      throw new CommandError(says.numberTaken(exercise.slice(0, 2), otherPlace));
  }
  const functionName = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return { chapter, exercise, id, functionName };
}

function folders({ path }: Course, { chapter, exercise }: Names): [path: string, hidden: string] {
  return [join(path, chapter, exercise), join(path, '.solutions', chapter, exercise)];
}

function copyTemplate(template: string, course: string, names: Names): void {
  for (const file of readdirSync(template, { recursive: true, encoding: 'utf8' })) {
    const from = join(template, file);
    if (!statSync(from).isFile()) continue;
    writeWhole(join(course, named(file, names)), named(readFileSync(from, 'utf8'), names));
  }
}

function named(text: string, { chapter, exercise, id, functionName }: Names): string {
  return text
    .replaceAll('00-chapter', chapter)
    .replaceAll('00-exercise', exercise)
    .replaceAll('exercise-id', id)
    .replaceAll('exerciseFunction', functionName);
}

function shown(path: string): string {
  return relative('', path);
}
