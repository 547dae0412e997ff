import { createHash } from 'node:crypto';
import type { DatasetDefinition, FileSpec, PartSpec } from '../definition.js';
import { idxFile } from './idxFile.js';

/** A small data set with its files, to be put where a test wants them. */
export interface TinyDataset {
  readonly definition: DatasetDefinition;
  /** Content of each file by its name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A data set like MNIST: `count` images of `size`×`size` in each part; pixel and label values by a formula. */
export function tinyDataset(changes: Partial<DatasetDefinition> = {}, count = 6, size = 4): TinyDataset {
  const files = new Map<string, Uint8Array>();
  const file = (name: string, shape: number[], value: (i: number) => number): FileSpec => {
    const bytes = idxFile(
      shape,
      Uint8Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i)),
    );
    files.set(name, bytes);
    return { name, shape, sha256: sha256(bytes) };
  };
  const part = (prefix: string, salt: number): PartSpec => ({
    images: file(`${prefix}-images`, [count, size, size], i => (i * 7919 + salt) % 256),
    labels: file(`${prefix}-labels`, [count], i => (i + salt) % 3),
  });
  const definition: DatasetDefinition = {
    name: 'Tiny',
    folder: 'tiny',
    classes: ['a', 'b', 'c'],
    train: part('train', 1),
    test: part('test', 2),
    mirrors: [],
    ...changes,
  };
  return { definition, files };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
