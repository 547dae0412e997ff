import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { course } from './course.js';
import { root } from './packages.js';

const program = join(root, 'packages/grader/bin/featuremap-learn.js');
const [first, second] = course.exercises;
const totalPoints = course.exercises.reduce((sum, { info }) => sum + info.points, 0);

/** A learner's own copy of the course, as it is when nothing has been written yet. */
function freshCopy(): string {
  const home = mkdtempSync(join(tmpdir(), 'featuremap-learner-'));
  cpSync(join(root, 'exercises'), join(home, 'exercises'), {
    recursive: true,
    filter: path => !path.includes('.progress.json'),
  });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction');
  for (const exercise of course.exercises)
    copyFileSync(join(exercise.hidden, 'stub.ts'), inCopy(home, exercise.path, 'exercise.ts'));
  return home;
}

function inCopy(home: string, path = '', file = ''): string {
  return join(home, path.slice(root.length), file);
}

function solve(home: string, { path, hidden } = first ?? course.exercises[0]!): void {
  copyFileSync(join(hidden, 'solution.ts'), inCopy(home, path, 'exercise.ts'));
}

describe('npm run learn', () => {
  let home: string;
  beforeAll(() => {
    home = freshCopy();
  });

  function learn(...argv: string[]) {
    const env = { ...process.env, LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
      cwd: home,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return { status, stdout };
  }

  it('lists the exercises and marks the one that is next', () => {
    expect(learn('list').stdout).toMatch(/▶ cross-correlation/);
  });

  it.each([
    [['--device'], /--device/],
    [['--wrong'], /--wrong/],
    [['nothing'], /There is no command "nothing"/],
  ])('says what it knows where it cannot read %j', (argv, says) => {
    const { status, stdout } = learn(...argv);
    expect(status).toBe(2);
    expect(stdout).toMatch(says);
    expect(stdout).toContain('npm run learn -- hint');
    expect(stdout).not.toMatch(/\n\s+at /);
  });

  it('says that there is no course here', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'featuremap-learner-'));
    const learnThere = (...argv: string[]) =>
      spawnSync(process.execPath, [program, ...argv], {
        cwd: elsewhere,
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      });
    const missing = join('exercises', 'course.json');
    expect(learnThere('list')).toMatchObject({
      status: 2,
      stdout: `There is no course here: ${missing} is missing. Go to the folder that you cloned, and try again there.\n`,
      stderr: '',
    });
    expect(learnThere('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('npm run grade'),
    });
  });

  it('brings a file back that is gone, without asking', () => {
    const file = inCopy(home, first?.path, 'exercise.ts');
    const written = readFileSync(file, 'utf8');
    rmSync(file);
    expect(learn('run', 'cross-correlation').stdout).toContain('There is no file exercise.ts.');
    expect(learn('reset', 'cross-correlation').status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(first?.hidden ?? '', 'stub.ts'), 'utf8'));
    writeFileSync(file, written);
  });

  it('goes on where nobody reads what it prints', () => {
    const listing = `"${process.execPath}" "${program}" list`;
    const { status, stderr } = spawnSync('sh', ['-c', `{ ${listing}; echo $? >&2; } | true`], {
      cwd: home,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '0\n']);
  });

  it('says which file it cannot write, and leaves none half written', () => {
    const copy = freshCopy();
    const name = join('exercises', '.progress.json');
    // What is no file and cannot be put aside either, as a full one is there already.
    for (const folder of [name, `${name}.damaged`])
      mkdirSync(join(copy, folder, 'full'), { recursive: true });
    const env = { ...process.env, LC_ALL: 'C' };
    const hint = spawnSync(process.execPath, [program, 'hint'], { cwd: copy, env, encoding: 'utf8' });
    expect(hint).toMatchObject({
      status: 2,
      stdout: `${name} cannot be written: something else stands in its place. Rename that and try again. What was there before is unchanged.\n`,
      stderr: '',
    });
    const left = readdirSync(join(copy, 'exercises')).filter(file => file.startsWith('.progress'));
    expect(left.sort()).toEqual(['.progress.json', '.progress.json.damaged']);
  });

  it.each(['--help', '-h', 'help', 'grade --help'])('lists its commands for %s', typed => {
    expect(learn(...typed.split(' '))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('npm run grade'),
    });
  });

  it('gives one more hint each time, and says when that was the last', () => {
    expect(learn('hint', 'padding').stdout).toContain('Hint 1 of 3');
    expect(learn('hint', 'padding').stdout).toContain('Hint 2 of 3');
    expect(learn('hint', 'padding').stdout).toContain('Hint 3 of 3');
    expect(learn('hint', 'padding').stdout).toContain('That was the last hint.');
  });

  it('says of an exercise that is not written what to do, and exits with 1', () => {
    const { status, stdout } = learn('run');
    expect(status).toBe(1);
    expect(stdout).toContain('correlate is not written yet. Read README.md');
  });

  it('passes a solution and goes on to the next exercise', () => {
    solve(home);
    expect(learn('run').status).toBe(0);
    expect(learn('list').stdout).toMatch(/✓ cross-correlation[\s\S]*▶ bias/);
    const firstChapter = course.exercises.filter(({ chapter }) => chapter === first?.chapter);
    expect(learn('status').stdout).toMatch(new RegExp(`█░+ 1/${firstChapter.length}`));
  });

  it('shows the solution and a second one after success, and asks before', () => {
    expect(learn('solution', 'cross-correlation').stdout).toContain('Another way to do it:');
    expect(learn('solution', 'bias')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Not shown.'),
    });
  });

  it('resets nothing without being told twice', () => {
    const file = inCopy(home, first?.path, 'exercise.ts');
    const written = readFileSync(file, 'utf8');
    expect(learn('reset', 'cross-correlation').stdout).toContain('Nothing was changed.');
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  it('says which commands and exercises there are when it is asked for another, and exits with 2', () => {
    expect(learn('hnit')).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('npm run learn -- hint'),
    });
    expect(learn('run', 'paddding')).toMatchObject({ status: 2, stdout: expect.stringContaining('padding') });
  });

  it('speaks Chinese from the moment it is told to', () => {
    learn('lang', 'zh');
    expect(learn('list').stdout).toContain('手工计算卷积');
    learn('lang', 'en');
    expect(learn('list').stdout).toContain('Convolution by hand');
  });

  it('grades everything and fails below the passing mark', () => {
    const { status, stdout } = learn('grade');
    expect(status).toBe(1);
    expect(stdout).toContain(`${first?.info.points} of ${totalPoints} points`);
    const report = JSON.parse(readFileSync(join(home, 'runs/grade.json'), 'utf8'));
    expect(report).toMatchObject({ version: 1, passed: false, points: first?.info.points, totalPoints });
    expect(readFileSync(join(home, 'runs/grade.junit.xml'), 'utf8')).toContain(
      '<failure type="not-written">',
    );
  });

  it('passes the mark with everything solved', () => {
    // One chapter stands for all of them: others train for minutes.
    for (const { chapter, path } of course.exercises) {
      if (chapter !== first?.chapter) rmSync(inCopy(home, path), { recursive: true });
    }
    for (const exercise of course.exercises.filter(({ chapter }) => chapter === first?.chapter)) {
      solve(home, exercise);
    }
    expect(learn('grade').status).toBe(0);
  });
});

describe('npm run learn, watching', () => {
  it('checks on save, explains, moves on when it is right, and leaves on quit', async () => {
    const home = freshCopy();
    const child = spawn(process.execPath, [program], { cwd: home, env: { ...process.env, LC_ALL: 'C' } });
    const said = listener(child);
    await said(/not written yet[\s\S]*Watching/);
    const file = inCopy(home, first?.path, 'exercise.ts');
    const solution = readFileSync(join(first?.hidden ?? '', 'solution.ts'), 'utf8');
    writeFileSync(file, solution.replace('sum +=', 'sum ='));
    await said(/only the last product/);
    child.stdin?.write('hint\n');
    await said(/Hint 1 of 3/);
    solve(home);
    await said(new RegExp(`all right[\\s\\S]*${second?.info.title.en}[\\s\\S]*Watching`));
    const exit = new Promise(resolve => child.on('exit', resolve));
    child.stdin?.write('quit\n');
    expect(await exit).toBe(0);
  });
});

/** Waits until a program says something that it had not said when this was called before. */
function listener({ stdout }: ChildProcess): (wanted: RegExp) => Promise<void> {
  let unread = '';
  let look = () => {};
  stdout?.on('data', part => {
    unread += part;
    look();
  });
  return wanted =>
    new Promise(resolve => {
      look = () => {
        const found = wanted.exec(unread);
        if (!found) return;
        unread = unread.slice(found.index + found[0].length);
        look = () => {};
        resolve();
      };
      look();
    });
}
