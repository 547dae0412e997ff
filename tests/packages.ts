import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the repository. */
export const root = join(import.meta.dirname, '..');

/** What these tests read of a package.json. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: Record<string, string>;
  readonly files?: readonly string[];
  readonly exports: Record<string, unknown>;
  readonly publishConfig?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** One of the packages that we publish. */
export interface Package {
  /** Its folder's name under packages/, such as `datasets`. */
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** Every package that we publish, as it lies in packages/. */
export const packages: readonly Package[] = readdirSync(join(root, 'packages')).map(folder => {
  const path = join(root, 'packages', folder);
  return { folder, path, manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) };
});
