import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFolder } from '@featuremap/files';
import { surviveClosedOutput } from '../closedOutput.js';
import { notRefused } from '../confinement.js';
import { type Course, readCourse } from '../courseFolder.js';
import { systemLanguage } from '../learnerLanguage.js';
import { MetadataError } from '../metadata.js';
import { displayWidth } from '../picture.js';
import type { Language } from '../text.js';
import { FileError, fileError, writeWhole } from '../writeWhole.js';
import { gradeClass } from './gradeClass.js';
import { readablePaths } from './readablePaths.js';
import { courseFingerprint, type GradingSettings, type StudentReport } from './studentReport.js';
import { findSubmissions, SubmissionsError } from './submissions.js';
import { teacherWords } from './teacherWords.js';

const [done, usageError, interrupted] = [0, 2, 130];

const optionTypes = {
  course: { type: 'string', default: 'exercises' },
  out: { type: 'string', default: join('runs', 'class') },
  jobs: { type: 'string', default: String(availableParallelism()) },
  memory: { type: 'string', default: '2048' },
  seed: { type: 'string' },
  device: { type: 'string', default: 'auto' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * The teacher's command: grades a folder of submissions.
 *
 * @returns the exit code: 0 where everything was graded, 2 where the command is wrong or cannot be done, 130 after Ctrl-C
 */
export async function gradeCommand(argv: readonly string[]): Promise<number> {
  surviveClosedOutput();
  let language = systemLanguage(process.env);
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: optionTypes,
      allowPositionals: true,
    });
    language = languageOf(values.lang) ?? language;
    const says = teacherWords[language];
    if (values.help) {
      console.log(says.usage);
      return done;
    }
    if (positionals.length !== 1) throw new UsageError(says.oneFolder);
    return await gradeFolder(positionals[0] ?? '', values, language);
  } catch (error) {
    if (error instanceof MetadataError) console.error(error.message);
    else if (error instanceof FileError) console.error(error.says[language]);
    else if (isUsageError(error)) console.error(`${error.message}\n\n${teacherWords[language].usage}`);
    else throw error;
    return usageError;
  }
}

class UsageError extends Error {}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof SubmissionsError) return true;
  return error instanceof TypeError && /^ERR_PARSE_ARGS/.test(String(Reflect.get(error, 'code')));
}

type Options = ReturnType<typeof parseArgs<{ options: typeof optionTypes }>>['values'];

async function gradeFolder(folder: string, options: Options, language: Language): Promise<number> {
  const says = teacherWords[language];
  const course = courseAt(options.course, language);
  const submissions = findSubmissions(folder, course);
  const out = resolve(options.out);
  const jobs = count('jobs', options.jobs, 1);
  const memoryMiB = count('memory', options.memory, 64);
  const seedFile = join(out, 'seed.json');
  const seed =
    options.seed === undefined ? (keptSeed(seedFile) ?? newSeed()) : count('seed', options.seed, 0);
  await makeFolder(join(out, 'students')).catch(error => {
    throw fileError(out, error);
  });
  writeWhole(seedFile, `${JSON.stringify({ seed })}\n`);
  const settings: GradingSettings = {
    seed,
    language,
    device: options.device,
    course: courseFingerprint(course),
  };
  const confined = { readable: readablePaths(course.path), memoryMiB };
  for (const text of notRefused()) console.error(text[language]);

  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let graded = 0;
  await gradeClass({
    course,
    submissions,
    out,
    settings,
    jobs,
    confined,
    signal: stop.signal,
    onExercise: (done, total) => {
      graded = done;
      status(says.status(done, total));
    },
    onStudent: report => {
      status('');
      console.log(studentLine(report));
    },
  }).catch(error => {
    // Where a report cannot be written, the programs beside it are not to go on.
    stop.abort();
    status('');
    throw error;
  });
  status('');
  console.log(`\n${says.written(join(options.out, 'class.csv'), settings.seed)}`);
  if (!stop.signal.aborted) return done;
  console.log(says.interrupted(graded));
  return interrupted;
}

function courseAt(folder: string, language: Language): Course {
  if (!existsSync(join(folder, 'course.json'))) throw new UsageError(teacherWords[language].noCourse(folder));
  return readCourse(folder);
}

function languageOf(typed: string | undefined): Language | undefined {
  if (typed === undefined || typed === 'en' || typed === 'zh') return typed;
  throw new UsageError(`--lang: expected en or zh, got "${typed}"`);
}

function count(name: string, typed: string, least: number): number {
  const value = Number(typed);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UsageError(`--${name}: expected a whole number of at least ${least}, got "${typed}"`);
}

/** The seed of the grading that is gone on with: every student of a class gets the same inputs. */
function keptSeed(file: string): number | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).seed;
  } catch {
    return undefined;
  }
}

function newSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function studentLine({ student, points, totalPoints, passed }: StudentReport): string {
  const gap = ' '.repeat(Math.max(1, 24 - displayWidth(student)));
  return `${passed ? '✓' : '✗'} ${student}${gap}${String(points).padStart(4)}/${totalPoints}`;
}

function status(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
