import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Package, packages } from './packages.js';

/** Which packages of ours each package may use, and which of TensorFlow.js's. Arrows point one way only. */
const mayUse: Record<string, readonly string[]> = {
  'backend-simd': ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu'],
  cli: [
    '@featuremap/datasets',
    '@featuremap/device',
    '@featuremap/files',
    '@featuremap/models',
    '@featuremap/trainer',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-layers',
  ],
  datasets: ['@featuremap/files'],
  // The one package that knows all engines. Those that npm cannot always install are optional peers.
  device: [
    '@featuremap/backend-simd',
    '@featuremap/files',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-backend-cpu',
    '@tensorflow/tfjs-backend-webgpu',
    '@tensorflow/tfjs-node',
    '@tensorflow/tfjs-node-gpu',
  ],
  files: [],
  // Whoever grades exercises chooses what they are about.
  grader: ['@featuremap/files'],
  layers: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'],
  models: ['@featuremap/files', '@featuremap/layers', '@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'],
  trainer: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-data'],
};

/** Two copies of one of these break custom layers and gradients, so only the user's program may choose the copy. */
const onlyOneCopy = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-data'];

const ofTheHouse = /^@(featuremap|tensorflow)\//;

describe.each(packages)('$folder', pkg => {
  it('uses only the packages that its place in the house allows', () => {
    const used = [...imports(pkg), ...declared(pkg)].filter(name => ofTheHouse.test(name));
    expect(mayUse, `add ${pkg.folder} to the table in this test`).toHaveProperty(pkg.folder);
    expect(unique(used).filter(name => !mayUse[pkg.folder]?.includes(name))).toEqual([]);
  });

  it('leaves the choice of TensorFlow.js to the program that uses it', () => {
    const { dependencies = {}, peerDependencies = {} } = pkg.manifest;
    expect(Object.keys(dependencies).filter(name => onlyOneCopy.includes(name))).toEqual([]);
    const needed = imports(pkg).filter(name => onlyOneCopy.includes(name));
    expect(unique(needed).filter(name => !(name in peerDependencies))).toEqual([]);
  });

  it('imports nothing from the inside of TensorFlow.js, which would be a second copy of it', () => {
    expect(specifiers(pkg).filter(specifier => /^@tensorflow\/[^/]+\/./.test(specifier))).toEqual([]);
  });
});

function declared({ manifest }: Package): string[] {
  return Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  });
}

function imports(pkg: Package): string[] {
  return specifiers(pkg)
    .filter(specifier => !/^[.#]|^node:/.test(specifier))
    .map(specifier => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
}

/** What the sources that are built import, as tsconfig.json lists them: tests and their helpers are not. */
function specifiers({ path }: Package): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(path, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  });
  return (config?.fileNames ?? [])
    .flatMap(file => ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles)
    .map(({ fileName }) => fileName);
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort();
}
