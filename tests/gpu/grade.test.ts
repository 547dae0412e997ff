import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../packages.js';

const script = join(root, 'tests/gpu/grade.mjs');
const notRun = 3;
const trial = 4;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'featuremap-grade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the graded GPU suite', () => {
  it('is not run where there is no GPU: it says so, has an exit code of its own, and passes nothing', async () => {
    const { code, stdout } = await grade([
      '--featuremap',
      command({ kind: 'software-gpu', accuracy: 0.999 }),
    ]);
    expect(code).toBe(notRun);
    expect(stdout).toMatch(/^NOT RUN: there is no GPU here\. Nothing was tested\.\n/);
    expect(stdout).toContain('webgpu: Fake adapter, which is no GPU');
    expect(stdout).toContain('npm install cuda');
    expect(stdout).not.toMatch(/pass/i);
  });

  it('is not run on a device asked for that does not work here', async () => {
    const { code, stdout } = await grade(['--device', 'cuda', '--featuremap', command({ accuracy: 0.999 })]);
    expect(code).toBe(notRun);
    expect(stdout).toMatch(
      /^NOT RUN: the device cuda does not work here\. Nothing was tested\.\n {2}cuda: no /,
    );
  });

  it('passes when all four networks reach the accuracy of the lecture on a GPU, and says how fast', async () => {
    const { code, stdout } = await grade(['--featuremap', command({ accuracy: 0.99 })]);
    expect(code).toBe(0);
    expect(stdout.match(/passed$/gm)).toHaveLength(4);
    expect(stdout).toContain(
      'alexnet    99.00% of at least 99.00% after 10 epochs, 60000.0 images/s: passed',
    );
  });

  it('fails when one network falls short, and still trains the others', async () => {
    const { code, stdout } = await grade(['--featuremap', command({ accuracy: 0.9899 })]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/alexnet .*: FAILED$/m);
    expect(stdout.match(/passed$/gm)).toHaveLength(3);
  });

  it('fails when training fails or runs elsewhere', async () => {
    const crashed = await grade(['--featuremap', command({ accuracy: 0.999, fails: true })]);
    expect(crashed).toMatchObject({ code: 1, stdout: expect.stringContaining('exit code 7') });
    const elsewhere = await grade(['--featuremap', command({ accuracy: 0.999, engine: 'simd' })]);
    expect(elsewhere).toMatchObject({ code: 1, stdout: expect.stringContaining('it ran on simd, not on') });
  });

  it('grades no trial, however well it goes', async () => {
    for (const less of [
      ['--networks', 'lenet5,resnet'],
      ['--epochs', '1'],
      ['--limit', '10'],
    ]) {
      const { code, stdout } = await grade([...less, '--featuremap', command({ accuracy: 0.999 })]);
      expect(code).toBe(trial);
      expect(stdout).toContain('A trial: nothing was graded.');
      expect(stdout).not.toMatch(/passed/);
    }
  });

  it('tells wrong options', async () => {
    const { code, stderr } = await grade(['--networks', 'lenet']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'test:gpu: unknown network "lenet": expected some of lenet5,alexnet,googlenet,resnet\n',
    );
    expect((await grade(['--gpu'])).code).toBe(2);
  });

  it('really trains, with the real command, in a trial on the CPU', async () => {
    const { code, stdout } = await grade('--device simd --networks lenet5 --epochs 1 --limit 512'.split(' '));
    expect(stdout).toMatch(/^Trial on simd: WebAssembly .* \(cpu\)\n {2}lenet5 .* images\/s: not graded\n/);
    expect(code).toBe(trial);
    const { results } = JSON.parse(stdout.split('\n').find(line => line.startsWith('{')) as string);
    expect(results[0].accuracy).toBeGreaterThan(0);
  });
});

interface Fake {
  accuracy: number;
  kind?: 'gpu' | 'software-gpu';
  engine?: string;
  fails?: boolean;
}

/** A stand-in for our command on a machine with a GPU, which claims to come to that accuracy. */
function command({ accuracy, kind = 'gpu', engine = 'webgpu', fails = false }: Fake): string {
  const path = join(folder, 'featuremap.mjs');
  const devices = [
    { name: 'cuda', available: false, reason: 'no CUDA', install: 'npm install cuda' },
    { name: 'webgpu', available: true, kind, detail: 'Fake adapter' },
  ];
  const record = {
    status: 'finished',
    engine: { name: engine },
    options: { limit: null },
    result: { epochs: 10, trainSeconds: 10, test: { accuracy } },
  };
  writeFileSync(
    path,
    `if (process.argv[2] === 'devices') console.log(${JSON.stringify(JSON.stringify(devices))});
    else if (${fails}) process.exitCode = 7;
    else console.log(${JSON.stringify(JSON.stringify(record))});`,
  );
  return path;
}

function grade(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, [script, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
