import type { Exercise } from '../courseFolder.js';
import { writeExerciseProgress } from '../progress.js';
import { type ExerciseResult, runExercise } from '../runExercise.js';
import { resultLines } from './resultLines.js';
import { languageOf, progressOf, type Session } from './session.js';
import { words } from './words.js';

/** Runs an exercise, shows how it came out, and keeps that it passed. */
export async function check(session: Session, exercise: Exercise): Promise<ExerciseResult> {
  const { course, device, print, status } = session;
  const language = languageOf(session);
  const { id, title } = exercise.info;
  const result = await runExercise(exercise, { seed: 0, language, device, onProgress: status });
  status('');
  print(...resultLines(result, language));
  if (result.passed) print('', words[language].allRight(title[language]));
  else print(result.counts ? words[language].nextHint : words[language].cannotCount);
  // Another engine may do what the one that was typed cannot, or its name is mistyped.
  if (!result.counts && device === 'auto')
    writeExerciseProgress(course.path, id, { setAsideAt: new Date().toISOString() });
  if (result.passed && !progressOf(session).exercises[id]?.passedAt)
    writeExerciseProgress(course.path, id, { passedAt: new Date().toISOString() });
  return result;
}
