import type { Exercise } from '../courseFolder.js';
import { writeExerciseProgress } from '../progress.js';
import { type ExerciseResult, runExercise } from '../runExercise.js';
import { resultLines } from './resultLines.js';
import { languageOf, progressOf, type Session } from './session.js';
import { words } from './words.js';

/** Runs an exercise, shows how it came out, and keeps that it passed. */
export async function check(session: Session, exercise: Exercise): Promise<ExerciseResult> {
  const language = languageOf(session);
  const { id, title } = exercise.info;
  const result = await runExercise(exercise, { seed: 0, language });
  session.print(...resultLines(result, language));
  if (!result.passed) session.print(words[language].nextHint);
  else session.print('', words[language].allRight(title[language]));
  if (result.passed && !progressOf(session).exercises[id]?.passedAt)
    writeExerciseProgress(session.course.path, id, { passedAt: new Date().toISOString() });
  return result;
}
