import { SetupError } from './errors.js';

/** Refuses platforms for which there is no wheel that this knows to unpack. */
export function checkPlatform(
  { platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'> = process,
  glibc: string | null = glibcVersion(),
): void {
  const here = `${platform} ${arch}`;
  if (here !== 'linux x64') {
    throw new SetupError(
      'platform',
      `TensorFlow is set up on Linux with x86-64 only, and this is ${here}; use simd or webgpu`,
    );
  }
  if (glibc === null) {
    throw new SetupError(
      'platform',
      'TensorFlow needs the GNU C library, and this Linux has another (Alpine?); use simd',
    );
  }
}

function glibcVersion(): string | null {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime ?? null;
}
