import { watch as watchFolder } from 'node:fs';
import { join, relative } from 'node:path';
import type { Exercise } from '../courseFolder.js';
import { check } from './check.js';
import { currentExercise, languageOf, type Session } from './session.js';
import { words } from './words.js';

/** Editors write a file in several steps; what comes within this many milliseconds is one change. */
const settleMs = 100;

/** A line between two checks. */
const rule = () => '─'.repeat(Math.min(60, process.stdout.columns ?? 60));

/** Checks the current exercise whenever it is saved, and goes on to the next one when it is right. */
export async function watch(session: Session, stopped: Promise<void>): Promise<number> {
  let exercise = currentExercise(session);
  while (exercise) {
    introduce(session, exercise);
    const right = await untilRight(session, exercise, stopped);
    if (!right) return 0;
    exercise = currentExercise(session);
    if (exercise) session.print('', words[languageOf(session)].next, '');
  }
  session.print(words[languageOf(session)].done);
  return 0;
}

function introduce(session: Session, { info, path }: Exercise): void {
  const language = languageOf(session);
  const readme = { en: 'README.md', zh: 'README.zh-CN.md' }[language];
  session.print(
    `${info.title[language]} · ${words[language].minutes(info.minutes)}`,
    words[language].read(relative('', join(path, readme))),
    words[language].edit(relative('', join(path, 'exercise.ts'))),
    '',
  );
}

/**
 * Checks at once and after every change, one check after the other. Resolves to true when the exercise passes or cannot be
 * checked on this machine, to false when the learner leaves.
 */
function untilRight(session: Session, exercise: Exercise, stopped: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    const end = (right: boolean) => {
      ended = true;
      clearTimeout(timer);
      watcher.close();
      resolve(right);
    };
    const checkNow = async () => {
      if (ended) return;
      const { passed, counts } = await check(session, exercise);
      if (passed || !counts) end(true);
      else session.print('', words[languageOf(session)].watching, rule());
    };
    let checks = Promise.resolve();
    const checkNext = () => {
      checks = checks.then(checkNow).catch(reject);
    };
    const watcher = watchFolder(exercise.path, (_, file) => {
      if (file !== null && file !== 'exercise.ts') return;
      clearTimeout(timer);
      timer = setTimeout(checkNext, settleMs);
    });
    checkNext();
    void stopped.then(() => end(false));
  });
}
