import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findNvidiaGpu } from './nvidiaGpu.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'featuremap-nvidia-'));
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')("NVIDIA's driver", () => {
  it('tells the name, the memory and the version of the first GPU', async () => {
    driver('echo "NVIDIA A100-SXM4-40GB, 40960, 535.104.05"; echo "Tesla T4, 15360, 535.104.05"');
    expect(await findNvidiaGpu()).toEqual({
      name: 'NVIDIA A100-SXM4-40GB',
      memory: '40.0 GiB',
      driver: '535.104.05',
    });
  });

  it('is not there, finds no GPU or answers something else: then nothing is known', async () => {
    expect(await findNvidiaGpu()).toBeUndefined();
    driver('echo "No devices were found"; exit 6');
    expect(await findNvidiaGpu()).toBeUndefined();
    driver('echo "[N/A], [N/A], [N/A]"');
    expect(await findNvidiaGpu()).toBeUndefined();
  });
});

function driver(script: string): void {
  const path = join(folder, 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
