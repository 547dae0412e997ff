import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { displayWidth } from '../picture.js';
import { writeExerciseProgress, writeProgress } from '../progress.js';
import { languages } from '../text.js';
import { writeWhole } from '../writeWhole.js';
import { check } from './check.js';
import { chosenExercise, currentExercise, languageOf, progressOf, type Session } from './session.js';
import { CommandError, words } from './words.js';

/** A command: what it does with what was typed after its name, and its exit code. */
export type Command = (session: Session, typed: string | undefined) => number | Promise<number>;

const done = 0;
const notRight = 1;

const run: Command = async (session, typed) =>
  (await check(session, chosenExercise(session, typed))).passed ? done : notRight;

const hint: Command = (session, typed) => {
  const language = languageOf(session);
  const { info } = chosenExercise(session, typed);
  const given = progressOf(session).exercises[info.id]?.hints ?? 0;
  const number = Math.min(given + 1, info.hints.length);
  writeExerciseProgress(session.course.path, info.id, { hints: number });
  session.print(`${info.title[language]} · ${words[language].hint(number, info.hints.length)}`);
  session.print(info.hints[number - 1]?.[language] ?? '');
  if (given >= info.hints.length) session.print(words[language].noMoreHints);
  return done;
};

const list: Command = session => {
  const language = languageOf(session);
  const { exercises } = progressOf(session);
  const current = currentExercise(session);
  const infos = session.course.exercises.map(exercise => exercise.info);
  const idWidth = Math.max(...infos.map(({ id }) => id.length));
  const titleWidth = Math.max(...infos.map(({ title }) => displayWidth(title[language])));
  let chapter = '';
  for (const exercise of session.course.exercises) {
    const { info } = exercise;
    if (exercise.chapter !== chapter)
      session.print(session.course.chapters[exercise.chapter]?.[language] ?? exercise.chapter);
    chapter = exercise.chapter;
    const mark = exercises[info.id]?.passedAt ? '✓' : exercise === current ? '▶' : '·';
    const stars = '★'.repeat(info.difficulty) + '☆'.repeat(3 - info.difficulty);
    session.print(
      `  ${mark} ${pad(info.id, idWidth)} ${pad(info.title[language], titleWidth)} ${stars}  ${words[language].minutes(info.minutes)}`,
    );
  }
  return done;
};

const status: Command = session => {
  const language = languageOf(session);
  const { exercises: kept } = progressOf(session);
  const { chapters, exercises } = session.course;
  for (const [folder, title] of Object.entries(chapters)) {
    const all = exercises.filter(({ chapter }) => chapter === folder);
    const passed = all.filter(({ info }) => kept[info.id]?.passedAt).length;
    session.print(
      `${pad(title[language], 30)} ${'█'.repeat(passed)}${'░'.repeat(all.length - passed)} ${passed}/${all.length}`,
    );
  }
  const points = (of: typeof exercises) => of.reduce((sum, { info }) => sum + info.points, 0);
  const earned = exercises.filter(({ info }) => kept[info.id]?.passedAt);
  session.print(words[language].points(points(earned), points(exercises)));
  return done;
};

const reset: Command = async (session, typed) => {
  const says = words[languageOf(session)];
  if (!typed) throw new CommandError(says.nameOne);
  const exercise = chosenExercise(session, typed);
  const file = join(exercise.path, 'exercise.ts');
  const shown = relative('', file);
  if (existsSync(file) && !(await session.confirm(says.reallyReset(shown)))) {
    session.print(says.notReset);
    return notRight;
  }
  writeWhole(file, readFileSync(join(exercise.hidden, 'stub.ts'), 'utf8'));
  writeProgress(session.course.path, progress => {
    const { [exercise.info.id]: _, ...exercises } = progress.exercises;
    return { ...progress, exercises };
  });
  session.print(says.reset(shown));
  return done;
};

const solution: Command = async (session, typed) => {
  const says = words[languageOf(session)];
  const { info, hidden } = chosenExercise(session, typed);
  const solved = progressOf(session).exercises[info.id]?.passedAt;
  if (!solved && !(await session.confirm(says.notSolvedYet))) {
    session.print(says.keptHidden);
    return notRight;
  }
  const code = (file: string) => readFileSync(join(hidden, file), 'utf8');
  session.print(says.solution, code('solution.ts'), says.alternative, code('alternative.ts'));
  return done;
};

const lang: Command = (session, typed) => {
  const language = languages.find(known => known === typed);
  if (!language) throw new CommandError(words[languageOf(session)].noSuchLanguage(typed ?? ''));
  writeProgress(session.course.path, progress => ({ ...progress, language }));
  session.print(words[language].language);
  return done;
};

/** The commands that a learner can type, also while the current exercise is watched. */
export const commands: Readonly<Record<string, Command>> = { run, hint, list, status, reset, solution, lang };

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
