import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The version of this package. */
export function featuremapVersion(): string {
  const manifest: { version: string } = require('../package.json');
  return manifest.version;
}

/** What a run was made with, for its record. */
export function versions(tfjs: string): Record<string, string> {
  return { featuremap: featuremapVersion(), tfjs, node: process.versions.node };
}
