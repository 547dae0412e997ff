import { vi } from 'vitest';
import { type FakeIndex, type Shelves, startIndex } from './fakeIndex.js';
import { addonTarball, compiler, tarball, temporaryFolder, tensorflowWheel } from './fakeParts.js';

/** What a test may change of the world around a setup. */
export interface WorldChanges extends Partial<Shelves> {
  /** What the compiler does, as shell commands. */
  readonly compile?: string;
  readonly computes?: 'right' | 'wrong';
}

/**
 * Everything that a setup reaches for, on this machine: package index, registry, compiler, empty caches. The
 * environment leads to them until the end of the test.
 */
export async function fakeWorld({ compile, computes, ...more }: WorldChanges = {}): Promise<FakeIndex> {
  const index = await startIndex({ ...(await shelves(computes)), ...more });
  for (const [name, value] of Object.entries(environment(index, compile))) vi.stubEnv(name, value);
  return index;
}

/** TensorFlow's wheel and npm's packages, all small. */
export async function shelves(computes: 'right' | 'wrong' = 'right'): Promise<Shelves> {
  const headers = tarball({ 'package.json': '{"name":"node-api-headers","version":"1.9.0"}' });
  return {
    wheels: new Map([await tensorflowWheel()]),
    tarballs: new Map([
      ['@tensorflow/tfjs-node@4.22.0', addonTarball('@tensorflow/tfjs-node', computes)],
      ['@tensorflow/tfjs-node-gpu@4.22.0', addonTarball('@tensorflow/tfjs-node-gpu', computes)],
      ['node-api-headers@1.9.0', headers],
    ]),
  };
}

/** The same as variables, for a process of its own. */
export function environment(index: FakeIndex, compile?: string): Record<string, string> {
  return {
    PIP_CONFIG_FILE: '/dev/null',
    PIP_INDEX_URL: index.simple,
    PIP_EXTRA_INDEX_URL: '',
    npm_config_registry: index.registry,
    npm_config_cache: temporaryFolder(),
    CXX: compiler(compile),
  };
}
