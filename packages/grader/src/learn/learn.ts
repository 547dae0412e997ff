import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CourseError } from '../bundle.js';
import { surviveClosedOutput } from '../closedOutput.js';
import { type Course, readCourse } from '../courseFolder.js';
import { grade } from '../grade/grade.js';
import { systemLanguage } from '../learnerLanguage.js';
import { MetadataError } from '../metadata.js';
import { newExercise } from '../newExercise.js';
import { wrapLine } from '../wrapLine.js';
import { FileError } from '../writeWhole.js';
import { commands } from './commands.js';
import { languageOf, type Session } from './session.js';
import { watch } from './watch.js';
import { CommandError, words } from './words.js';

const usageError = 2;

/**
 * The learner's command: watches the current exercise, or does what the first argument names.
 *
 * @param argv what was typed after the command's name
 * @param folder the course's folder
 * @returns the exit code: 0 where all is right, 1 where an exercise or the grade is not, 2 where the command is wrong or
 * cannot be done
 */
export async function learn(argv: readonly string[], folder: string): Promise<number> {
  surviveClosedOutput();
  const metadata = join(folder, 'course.json');
  if (!existsSync(metadata)) return withoutCourse(metadata, argv);
  try {
    return await learnFrom(readCourse(folder), argv);
  } catch (error) {
    if (!(error instanceof MetadataError || error instanceof CourseError)) throw error;
    print(error.message);
    return usageError;
  }
}

function withoutCourse(metadata: string, argv: readonly string[]): number {
  const says = words[systemLanguage(process.env)];
  if (argv.some(word => ['--help', '-h', 'help'].includes(word))) {
    print(...says.usage);
    return 0;
  }
  print(says.noCourse(metadata));
  return usageError;
}

async function learnFrom(course: Course, argv: readonly string[]): Promise<number> {
  let session: Session = { course, device: 'auto', print, status, confirm };
  try {
    const { typed, device, help } = typedWords(argv);
    session = { ...session, device };
    const [name, exercise] = help ? ['help'] : typed;
    if (name === undefined) return await watchWithCommands(session);
    if (name === 'grade') return await grade(session);
    if (name === 'new') return newExercise(session, exercise);
    return await command(session, name, exercise);
  } catch (error) {
    if (isParseError(error)) print(error.message, ...words[languageOf(session)].usage);
    else if (error instanceof CommandError) print(error.message);
    else if (error instanceof FileError) print(error.says[languageOf(session)]);
    else throw error;
    return usageError;
  }
}

/** What was typed: the words, and the engine, which may stand anywhere. */
function typedWords(argv: readonly string[]): { typed: string[]; device: string; help: boolean } {
  const { positionals, values } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      device: { type: 'string', default: 'auto' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return { typed: positionals, ...values };
}

function isParseError(error: unknown): error is Error {
  return error instanceof TypeError && /^ERR_PARSE_ARGS/.test(String(Reflect.get(error, 'code')));
}

async function command(session: Session, name: string, typed: string | undefined): Promise<number> {
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (known) return known(session, typed);
  const says = words[languageOf(session)];
  if (name !== 'help') throw new CommandError([says.noSuchCommand(name), ...says.usage].join('\n'));
  print(...says.usage);
  return 0;
}

/** Watches, and does the commands that are typed meanwhile, until `quit` or the end of the input. */
async function watchWithCommands(session: Session): Promise<number> {
  const lines = createInterface({ input: process.stdin });
  const stopped = new Promise<void>(resolve => {
    lines.on('close', resolve);
  });
  lines.on('line', line => {
    const [name = '', typed] = line.trim().split(/\s+/);
    if (/^q(uit)?$/.test(name)) lines.close();
    else if (name) void typedCommand({ ...session, confirm: refuse }, name, typed);
  });
  try {
    return await watch(session, stopped);
  } finally {
    lines.close();
    // Closing the lines leaves a pipe open, and the process with it.
    process.stdin.destroy();
  }
}

async function typedCommand(session: Session, name: string, typed: string | undefined): Promise<void> {
  try {
    await command(session, name, typed);
  } catch (error) {
    if (error instanceof FileError) print(error.says[languageOf(session)]);
    else print(error instanceof Error ? error.message : String(error));
  }
}

/** A terminal breaks long lines in the middle of words; a file or a pipe gets them as they are. */
function print(...texts: readonly string[]): void {
  const { isTTY, columns } = process.stdout;
  const width = isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
  const lines = texts.flatMap(text => text.split('\n')).flatMap(line => wrapLine(line, width));
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** A line that the next one replaces; where the output is a file or a pipe there is none. */
function status(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`);
}

async function refuse(question: string): Promise<boolean> {
  print(question);
  return false;
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return refuse(question);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>(resolve => {
    lines.question(`${question} [y/N] `, resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  return /^y/i.test(answer.trim());
}
