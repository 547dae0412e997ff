import { isBuiltin } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildFailure, build, type Plugin } from 'esbuild';
import type { Exercise } from './courseFolder.js';
import { ImportError, refusedImport } from './refusedImport.js';

/** Learner's code that does not compile. */
export class CompileError extends Error {
  /** The class's name, also where there are two copies of it. */
  override readonly name = 'CompileError';

  /**
   * @param line where in the file, from 1; undefined where that is not known
   * @param reason what the compiler says, in English
   */
  constructor(
    readonly line: number | undefined,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Code of the course itself, not of the learner, that cannot be built. */
export class CourseError extends Error {
  /** The class's name, also where there are two copies of it. */
  override readonly name = 'CourseError';
}

/** What runs in the process of its own: this file's neighbour, and the course's checks, and the learner's code. */
const entry = (exercise: Exercise, code: string) => `
import { checks } from ${JSON.stringify(join(exercise.hidden, 'checks.ts'))};
import { answer } from ${JSON.stringify(join(import.meta.dirname, 'answer.js'))};
answer(checks, () => import(${JSON.stringify(code)}));
`;

/** An exercise's checks and a learner's file as one program, which finds all packages wherever it lies itself. */
export function bundleExercise(exercise: Exercise, code: string): Promise<string> {
  return bundle(exercise, code, entry(exercise, code));
}

/** A learner's file alone, as a module that finds all packages wherever it lies itself. */
export function bundleLearner(exercise: Exercise, code: string): Promise<string> {
  return bundle(exercise, code, `export * from ${JSON.stringify(code)};`);
}

/**
 * @param code the learner's file
 * @throws {CompileError} when the learner's file does not compile
 * @throws {ImportError} when it imports what the exercise does not allow
 * @throws {CourseError} when the checks do not compile, or a package of theirs is not installed
 */
async function bundle(exercise: Exercise, code: string, contents: string): Promise<string> {
  let refused: ImportError | undefined;
  const refuse = (specifier: string) => {
    refused ??= new ImportError(specifier, exercise.info.imports ?? []);
    return { errors: [{ text: refused.message }] };
  };
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: exercise.path, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: [],
      plugins: [allowedImports(exercise, code, refuse), packagesAsTheyAre(exercise, code)],
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw refused ?? compileError(error, code);
  }
}

/** Stops at an import in the learner's file that the exercise does not allow. */
function allowedImports(
  { info }: Exercise,
  code: string,
  refuse: (specifier: string) => { errors: { text: string }[] },
): Plugin {
  return {
    name: 'allowed imports',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, importer }) => {
        if (!importer || resolve(importer) !== resolve(code)) return undefined;
        return refusedImport(path, info.imports ?? []) ? refuse(path) : undefined;
      });
    },
  };
}

/**
 * Leaves packages where they are and names them by their files: in a bundle there would be a second copy of each, and
 * an engine could not find the files of its threads. A learner's file finds them from the exercise's folder, wherever it
 * lies itself.
 */
function packagesAsTheyAre({ path: folder }: Exercise, code: string): Plugin {
  const resolving = Symbol('this plugin asks');
  return {
    name: 'packages as they are',
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === resolving || isBuiltin(path) || isAbsolute(path)) return undefined;
        const from = importer && resolve(importer) === resolve(code) ? folder : resolveDir;
        const found = await build.resolve(path, { importer, resolveDir: from, kind, pluginData: resolving });
        if (found.errors.length > 0) return { errors: found.errors };
        return { path: pathToFileURL(found.path).href, external: true };
      });
    },
  };
}

function compileError(error: unknown, code: string): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (!first) return error;
  const { location, text } = first;
  if (location && resolve(location.file) === resolve(code)) return new CompileError(location.line, text);
  const place = location ? `${location.file}:${location.line}: ` : '';
  return new CourseError(
    `${place}${text}. This is code of the course, not yours. Is everything installed (npm ci)?`,
  );
}
