import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './errors.js';
import { linkerNames } from './recipe.js';
import { runProgram } from './runProgram.js';

/** A C++ compiler that answers. */
export interface Compiler {
  /** What to start it with: "g++", or the words of CXX, such as "ccache g++". */
  readonly command: readonly [program: string, ...args: string[]];
  /** The first line of `--version`. */
  readonly version: string;
}

/** Looks for the compiler that CXX names, else for the usual ones.
 *
 * @throws {SetupError} `compiler`, with the command that brings one
 */
export async function findCompiler(
  signal: AbortSignal | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Compiler> {
  const named = env.CXX?.split(/\s+/).filter(Boolean) ?? [];
  const candidates = named.length > 0 ? [named] : [['g++'], ['c++'], ['clang++']];
  for (const [program, ...args] of candidates) {
    const ended = await runProgram(program!, [...args, '--version'], { cwd: process.cwd(), signal });
    if (ended.exitCode === 0)
      return { command: [program!, ...args], version: ended.stdout.split('\n', 1)[0]! };
  }
  const missing = named.length > 0 ? `CXX names ${env.CXX}, which does not run` : 'there is no C++ compiler';
  throw new SetupError(
    'compiler',
    `${missing}; tfjs-node's addon has to be compiled: install one (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++)`,
  );
}

/** What to compile. */
export interface CompileOptions {
  /** The folder of `npm install`. */
  readonly folder: string;
  /** The folder of tfjs-node in it, with TensorFlow unpacked into its `deps`. */
  readonly addon: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Compiles tfjs-node's addon as its binding.gyp says, without node-gyp. Version 8 of N-API is the newest that the
 * package knows, and one file of it serves every Node since.
 *
 * @throws {SetupError} `compile` with the compiler's first error
 */
export async function compileAddon(
  { command: [program, ...words] }: Compiler,
  { folder, addon, signal }: CompileOptions,
): Promise<void> {
  for (const [name, library] of Object.entries(linkerNames)) {
    await symlink(library, join(addon, 'deps', 'lib', name));
  }
  const output = join(addon, 'lib', 'napi-v8');
  await mkdir(output, { recursive: true });
  const flags = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'];
  const includes = [join(folder, 'node_modules/node-api-headers/include'), join(addon, 'deps/include')];
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map(file => join(addon, 'binding', file));
  const libraries = ['-L', join(addon, 'deps/lib'), '-ltensorflow', '-ltensorflow_framework'];
  const args = [
    ...flags,
    ...includes.flatMap(include => ['-I', include]),
    ...sources,
    ...['-o', join(output, 'tfjs_binding.node')],
    ...libraries,
    // Found from where the addon lies, so that the whole folder can be renamed.
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  const { exitCode, stderr } = await runProgram(program, [...words, ...args], { cwd: folder, signal });
  if (exitCode === 0) return;
  if (/no space left/i.test(stderr)) {
    throw new SetupError('storage', 'the compiler could not write: the disk is full; free some space');
  }
  const reason = stderr.split('\n').find(line => /error|undefined|cannot/i.test(line)) ?? stderr.trim();
  throw new SetupError('compile', `${program} did not compile tfjs-node's addon: ${reason.trim()}`);
}
