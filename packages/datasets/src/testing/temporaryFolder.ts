import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder, gone at the end of the test. */
export function temporaryFolder(): string {
  return temporaryFolderIn(tmpdir());
}

/** The same within a folder, for what must find that folder's packages. */
export function temporaryFolderIn(parent: string): string {
  const folder = mkdtempSync(join(parent, '.featuremap-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder. */
export function putFiles(
  folder: string,
  files: Iterable<readonly [name: string, bytes: Uint8Array | string]>,
): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}
