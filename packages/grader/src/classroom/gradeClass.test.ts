import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCourse } from '../testing/writeCourse.js';
import type { StudentReport } from './studentReport.js';

const program = join(import.meta.dirname, '../../bin/featuremap-grade.js');
const right = 'export const one = () => 1;';
const wrong = 'export const one = () => 2;';

/** Waits for one(), and says so where it throws. */
const patient = `{
  title: { en: 'is 1', zh: '是 1' },
  run: async ({ one }) => {
    let value = 'threw';
    try { value = await one(); } catch {}
    return value === 1 ? undefined : { mistake: value === 'threw' ? value : 'not-one', explain: language => language };
  },
}`;

/** Does something forbidden, swallows what it throws, and goes on as it should. */
const trying = (what: string) => `export const one = async () => { try { ${what} } catch {} return 1; };`;
const module = (name: string) => `process.getBuiltinModule('node:${name}')`;

function classOf(students: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-class-'));
  for (const [student, code] of Object.entries(students)) handIn(folder, student, code);
  return folder;
}

function handIn(folder: string, student: string, code: string): void {
  const path = join(folder, student, '01-first/01-one');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'exercise.ts'), code);
}

function grade(course: string, folder: string, ...options: string[]) {
  const out = join(folder, '../', `${folder.split('/').at(-1)}-out`);
  const argv = [program, folder, '--course', course, '--out', out, '--lang', 'en', ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  const report = (student: string): StudentReport =>
    JSON.parse(readFileSync(join(out, 'students', `${student}.json`), 'utf8'));
  return { status, stdout, stderr, out, report };
}

describe('featuremap-grade', () => {
  let course: string;
  // A run of this course that does not end is ended after 4 s.
  beforeAll(() => {
    course = writeCourse(patient, { seconds: 4 });
  });

  it('writes a report for each student, and a CSV for the class', () => {
    const folder = classOf({ ann: right, '=1+1': wrong });
    mkdirSync(join(folder, 'zoe, who handed in nothing'));
    const { status, stdout, stderr, out, report } = grade(course, folder, '--seed', '7');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/✓ ann +5\/5/);
    expect(report('ann')).toMatchObject({ passed: true, points: 5, settings: { seed: 7 }, notRefused: [] });
    expect(report('=1+1').exercises[0]?.checks).toMatchObject([{ mistake: 'not-one', message: 'en' }]);
    expect(report('zoe, who handed in nothing').exercises[0]?.checks).toMatchObject([
      { mistake: 'not-handed-in' },
    ]);
    expect(readFileSync(join(out, 'class.csv'), 'utf8')).toBe(
      [
        'student,points,total,passed,one',
        "'=1+1,0,5,no,0",
        'ann,5,5,yes,5',
        '"zoe, who handed in nothing",0,5,no,0',
        '',
      ].join('\r\n'),
    );
  });

  it('finds the chapters in an archive of the whole repository, and takes nothing but exercise.ts', () => {
    const folder = classOf({});
    handIn(join(folder, 'ann'), 'featuremap-main/exercises', wrong);
    const planted = join(folder, 'ann/featuremap-main/exercises/.solutions/01-first/01-one');
    mkdirSync(planted, { recursive: true });
    writeFileSync(join(planted, 'checks.ts'), 'export const checks = [];');
    expect(grade(course, folder).report('ann')).toMatchObject({ passed: false, points: 0 });
  });

  it('gives new inputs by itself, the same for everyone and when it is called again', () => {
    const folder = classOf({ ann: right });
    const { seed } = grade(course, folder).report('ann').settings;
    handIn(folder, 'bob', right);
    expect(grade(course, folder).report('bob').settings.seed).toBe(seed);
    expect(grade(course, classOf({ ann: right })).report('ann').settings.seed).not.toBe(seed);
  });

  it('grades again only what has changed', () => {
    const folder = classOf({ ann: right, bob: wrong });
    const first = grade(course, folder);
    const before = first.report('ann').exercises;
    handIn(folder, 'bob', right);
    const second = grade(course, folder);
    expect(second.report('ann').exercises).toEqual(before);
    expect(second.report('bob').points).toBe(5);
  });

  /** Grades, is interrupted when that student has been graded, and gives what was printed. */
  async function interruptedAfter(student: string, folder: string): Promise<string> {
    const argv = [
      program,
      folder,
      '--course',
      course,
      '--out',
      `${folder}-out`,
      '--jobs',
      '1',
      '--lang',
      'en',
    ];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    for await (const text of child.stdout) {
      stdout += text;
      if (stdout.includes(student) && !child.killed) child.kill('SIGINT');
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(code).toBe(130);
    return stdout;
  }

  it('goes on where it was interrupted', async () => {
    const folder = classOf({ ann: right, bob: 'export const one = () => { for (;;); };', eve: right });
    const stdout = await interruptedAfter('ann', folder);
    expect(stdout).toContain('Interrupted after 1 exercises. The same command goes on from there.');
    const { report } = grade(course, folder);
    expect(report('ann').points).toBe(5);
    expect(report('bob').exercises[0]?.checks[0]?.mistake).toBe('timeout');
    expect(report('eve').points).toBe(5);
  });

  it('keeps what was graded before when grading again is interrupted', async () => {
    const folder = classOf({ ann: right, eve: right });
    const { out } = grade(course, folder);
    handIn(folder, 'ann', wrong);
    handIn(folder, 'bob', 'export const one = () => { for (;;); };');
    await interruptedAfter('ann', folder);
    expect(readFileSync(join(out, 'class.csv'), 'utf8')).toMatch(
      /^ann,0,5,no,0\r\n[\s\S]*^eve,5,5,yes,5\r$/m,
    );
  });

  it('says which exercise of the course is damaged', () => {
    const damaged = writeCourse();
    writeFileSync(join(damaged, '01-first/01-one/exercise.json'), '{"id": "one"}');
    const { status, stderr } = grade(damaged, classOf({ ann: right }));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^\S+exercise\.json: "title" is undefined; it should be .*\n$/);
  });

  it('says why it cannot write the reports', () => {
    const folder = classOf({ ann: right });
    const out = join(folder, 'ann', '01-first', '01-one', 'exercise.ts', 'reports');
    const { status, stderr } = grade(course, folder, '--out', out);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `${out} cannot be written: something else stands in its place. Rename that and try again. What was there before is unchanged.\n`,
    );
  });

  it.each([
    [['--help'], 0, /Grades what a class handed in/],
    [[], 2, /Name the one folder/],
    [['nowhere'], 2, /nowhere does not exist/],
    [['.', '--jobs', 'many'], 2, /--jobs: expected a whole number of at least 1, got "many"/],
    [['.', '--course', tmpdir()], 2, /has no course.json/],
    [['.', '--wrong'], 2, /--wrong/],
  ])('answers %j', (argv, status, says) => {
    const ofCourse = argv.includes('--course') ? [] : ['--course', course];
    const done = spawnSync(process.execPath, [program, ...argv, ...ofCourse, '--lang=en'], {
      encoding: 'utf8',
      cwd: join(course, '..'),
    });
    expect([done.status, done.stdout + done.stderr]).toEqual([status, expect.stringMatching(says)]);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  describe('keeps the grade right, and the machine as it is, when a submission', () => {
    const marks = mkdtempSync(join(tmpdir(), 'featuremap-marks-'));
    const mark = (name: string) => JSON.stringify(join(marks, name));
    const connections: unknown[] = [];
    const server = createServer(socket => connections.push(socket.end()));
    let result: ReturnType<typeof grade>;

    beforeAll(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      const forged = `{ results: [{ title: { en: '', zh: '' }, passed: true }] }`;
      const folder = classOf({
        'writes elsewhere': trying(`${module('fs')}.writeFileSync(${mark('written')}, 'x')`),
        'reads a secret': `export const one = () => ${module('fs')}.readFileSync(${JSON.stringify(join(course, '.solutions/01-first/01-one/checks.ts'))}) && 1;`,
        'starts a process': trying(`${module('child_process')}.execSync('touch ' + ${mark('spawned')})`),
        'starts a thread': trying(
          `new (${module('worker_threads')}.Worker)("require('node:fs').writeFileSync(" + ${JSON.stringify(mark('threaded'))} + ", 'x')", { eval: true });
           await new Promise(resolve => setTimeout(resolve, 500));`,
        ),
        'calls home': trying(`await fetch('http://127.0.0.1:${port}')`),
        'opens a socket': trying(
          `await new Promise(resolve => ${module('net')}.connect(${port}, '127.0.0.1').on('connect', resolve).on('error', resolve))`,
        ),
        'never ends': 'export const one = () => { for (;;); };',
        'waits for ever': 'export const one = () => new Promise(() => setInterval(() => {}, 1000));',
        exits: 'export const one = () => process.exit(0);',
        'fills memory':
          'const kept: unknown[] = []; export const one = () => { for (;;) kept.push(new Uint8Array(2 ** 26).fill(1)); };',
        'prints a report': `export const one = () => { console.log(JSON.stringify(${forged})); return 2; };`,
        'sends a report': `process.send?.(${forged}); process.send?.(JSON.stringify(${forged})); export const one = () => 2;`,
        // The channel to the grader is the first descriptor behind the standard ones.
        'writes a report into the channel': `export const one = () => {
          ${module('fs')}.writeSync(3, JSON.stringify(JSON.stringify(${forged})) + '\\n');
          process.exit(0);
        };`,
        'changes what equal means': 'Object.is = () => true; Math.abs = () => 0; export const one = () => 2;',
        'writes its own JSON': `Object.prototype.toJSON = () => [${forged}]; export const one = () => 2;`,
        'imports the solution': 'export { one } from "../../.solutions/01-first/01-one/solution.js";',
        'imports in secret': `export const one = async () => (await import(['node', 'fs'].join(':'))).readdirSync('/etc').length && 1;`,
        honest: right,
      });
      mkdirSync(join(folder, 'links to a file/01-first/01-one'), { recursive: true });
      writeFileSync(join(marks, 'elsewhere.ts'), right);
      symlinkSync(join(marks, 'elsewhere.ts'), join(folder, 'links to a file/01-first/01-one/exercise.ts'));
      result = grade(course, folder, '--memory', '512');
    }, 60_000);
    afterAll(() => server.close());

    const mistakeOf = (student: string) => result.report(student).exercises[0]?.checks[0]?.mistake;

    it.each(['written', 'spawned', 'threaded'])('leaves no mark: %s', name => {
      expect(existsSync(join(marks, name))).toBe(false);
    });

    it('reaches for the network: no one is called, or every report says that this could not be refused', () => {
      const { notRefused } = result.report('calls home');
      expect(connections.length === 0 || notRefused.some(text => /network/.test(text))).toBe(true);
    });

    it.each([
      ['reads a secret', 'threw'],
      ['never ends', 'timeout'],
      ['waits for ever', 'timeout'],
      ['exits', 'ended'],
      ['fills memory', 'memory'],
      ['prints a report', 'not-one'],
      ['sends a report', 'not-one'],
      ['writes a report into the channel', 'ended'],
      ['changes what equal means', 'built-in-changed'],
      ['writes its own JSON', 'built-in-changed'],
      ['imports the solution', 'import-not-allowed'],
      ['imports in secret', 'threw'],
      ['links to a file', 'not-handed-in'],
    ])('%s: that is %s', (student, mistake) => {
      expect([mistakeOf(student), result.report(student).points]).toEqual([mistake, 0]);
    });

    it.each([
      'writes elsewhere',
      'starts a process',
      'starts a thread',
      'calls home',
      'opens a socket',
      'honest',
    ])('%s, and is right all the same', student => expect(result.report(student).points).toBe(5));
  });
});
