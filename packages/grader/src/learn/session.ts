import { type Course, type Exercise, findExercise } from '../courseFolder.js';
import { systemLanguage } from '../learnerLanguage.js';
import { type Progress, readProgress } from '../progress.js';
import type { Language } from '../text.js';
import { CommandError, words } from './words.js';

/** What a command works with. */
export interface Session {
  readonly course: Course;
  /** The engine that was asked for, `auto` where none was. */
  readonly device: string;
  /** Prints lines. */
  readonly print: (...lines: readonly string[]) => void;
  /** Shows how far something is, in place of the status before; nothing where the text is empty. */
  readonly status: (line: string) => void;
  /** Asks a question that is answered with yes or no; no where nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** What is kept of the learner's work, as it is now. */
export function progressOf({ course }: Session): Progress {
  return readProgress(course.path);
}

/** The language in which to speak to the learner. */
export function languageOf(session: Session): Language {
  return progressOf(session).language ?? systemLanguage(process.env);
}

/** The first exercise that has not passed yet and that this machine can check; undefined where there is none. */
export function currentExercise(session: Session): Exercise | undefined {
  const { exercises } = progressOf(session);
  return session.course.exercises.find(({ info }) => {
    const { passedAt, setAsideAt } = exercises[info.id] ?? {};
    return !passedAt && !setAsideAt;
  });
}

/**
 * The exercise that a command names, or the current one, or the last one where all have passed.
 *
 * @throws {CommandError} when there is none of that name
 */
export function chosenExercise(session: Session, typed: string | undefined): Exercise {
  const { course } = session;
  const exercise = typed
    ? findExercise(course, typed)
    : (currentExercise(session) ?? course.exercises.at(-1));
  if (exercise) return exercise;
  const names = course.exercises.map(({ info }) => info.id).join(', ');
  throw new CommandError(words[languageOf(session)].noSuchExercise(typed ?? '', names));
}
