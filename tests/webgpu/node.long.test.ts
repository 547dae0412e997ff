import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackedPackages } from '../packed.js';
import { run, runProgram } from '../program.js';
import { bundleComparison } from './bundle.js';
import { expectPyTorchsNumbers, smallNetworks } from './expectations.js';
import type { GpuOutcome } from './programs/reference.js';
import { onSwiftShader } from './swiftshader.js';

/** What our user installs for a GPU in Node. It is no dependency of this repository: 132 MB for these tests alone. */
const forGpu = ['webgpu@0.6.2', '@tensorflow/tfjs-backend-webgpu@4.22.0'];
const seconds = 800;

let project: string;
let onGpu: Record<string, string>;
/** Vulkan looks for its drivers in this file, which is not there. */
const withoutGpu = { VK_ICD_FILENAMES: 'none.json', VK_DRIVER_FILES: 'none.json' };

beforeAll(async () => {
  onGpu = await onSwiftShader();
  project = await installPackedPackages(...forGpu);
});
afterAll(async () => {
  if (project) await rm(project, { recursive: true, force: true });
});

it.each(smallNetworks)(
  "gives PyTorch's numbers for %s on WebGPU in Node, and ends by itself",
  async network => {
    const source = `console.log(JSON.stringify(await compareOnGpu('${network}')));`;
    writeFileSync(join(project, `${network}.js`), await bundleComparison(source, 'node'));
    const outcome = await runProgram(project, `${network}.js`, process.execPath, seconds, onGpu);
    expectPyTorchsNumbers(network, outcome as unknown as GpuOutcome);
  },
);

describe('featuremap on WebGPU in Node', () => {
  const train = ['train', 'lenet5', '--limit', '64', '--batch-size', '16', '--epochs', '2'];

  it('trains, tests, and ends by itself', async () => {
    const args = [...train, '--device', 'webgpu', '--quiet', '--json', '--out', 'finished'];
    const { engine, status, result } = JSON.parse(await run(project, featuremap(), args, seconds, onGpu));
    expect(engine).toMatchObject({ name: 'webgpu', detail: expect.stringMatching(/swiftshader/i) });
    expect(status).toBe('finished');
    expect(result.test.accuracy).toBeGreaterThan(0);
  });

  it('keeps what there is at Ctrl-C, and ends', async () => {
    const child = spawn(
      featuremap(),
      [...train, '--device', 'webgpu', '--epochs', '100', '--out', 'stopped'],
      {
        cwd: project,
        env: { ...process.env, ...onGpu },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      if (!/epoch 1/.test(printed) && /epoch 1/.test(printed + text)) child.kill('SIGINT');
      printed += text;
    });
    try {
      const [exitCode] = await once(child, 'exit');
      expect(exitCode).toBe(130);
      expect(printed).toContain('interrupted');
      expect(existsSync(join(project, 'stopped/model.json'))).toBe(true);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('never chooses the software adapter by itself, and says so', async () => {
    const args = [...train, '--device', 'auto', '--json', '--quiet', '--out', 'auto'];
    const { engine } = JSON.parse(await run(project, featuremap(), args, seconds, onGpu));
    expect(engine.name).toBe('simd');
    const listed = JSON.parse(await run(project, featuremap(), ['devices', '--json'], seconds, onGpu));
    expect(listed).toContainEqual(
      expect.objectContaining({
        name: 'webgpu',
        available: true,
        kind: 'software-gpu',
        version: expect.stringMatching(/^TensorFlow\.js \d/),
      }),
    );
  });

  it('says that there is no adapter where there is none, and ends', async () => {
    const { code, stderr } = await fails([...train, '--device', 'webgpu', '--out', 'none']);
    expect(code).toBe(1);
    // Dawn itself may print before it that it finds no Vulkan.
    expect(stderr).toMatch(
      /^featuremap: Device "webgpu" cannot be used: WebGPU finds no GPU .*\n$(?![\s\S])/m,
    );
    const { engine } = JSON.parse(
      await run(project, featuremap(), [...train, '--json', '--quiet', '--out', 'simd'], seconds, withoutGpu),
    );
    expect(engine.name).toBe('simd');
  });
});

function featuremap(): string {
  return join(project, 'node_modules/.bin/featuremap');
}

function fails(args: string[]): Promise<{ code: unknown; stderr: string }> {
  return new Promise(resolve => {
    const options = { cwd: project, env: { ...process.env, ...withoutGpu }, timeout: seconds * 1000 };
    execFile(featuremap(), args, options, (error, _, stderr) => resolve({ code: error?.code, stderr }));
  });
}
