import { join, resolve } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import type { Exercise } from './courseFolder.js';

/** Learner's code that does not compile. */
export class CompileError extends Error {
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

/** What runs in the process of its own: this file's neighbour, and the course's checks, and the learner's code. */
const entry = (exercise: Exercise, code: string) => `
import { checks } from ${JSON.stringify(join(exercise.hidden, 'checks.ts'))};
import { answer } from ${JSON.stringify(join(import.meta.dirname, 'answer.js'))};
answer(checks, () => import(${JSON.stringify(code)}));
`;

/** TensorFlow.js is CommonJS in Node and requires Node's own modules, which a bundle of ES modules has no way to. */
const requireForCommonJs =
  "import { createRequire as requireFrom } from 'node:module'; globalThis.require = requireFrom(import.meta.url);";

/**
 * Compiles an exercise's checks and a learner's file into one program, with all that they import.
 *
 * @param code the learner's file
 * @throws {CompileError} when the learner's file does not compile
 */
export async function bundleExercise(exercise: Exercise, code: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      stdin: { contents: entry(exercise, code), resolveDir: exercise.path, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // TensorFlow.js names its side effects by files that Node does not load: its engines would be left out.
      ignoreAnnotations: true,
      banner: { js: requireForCommonJs },
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    throw compileError(error, code);
  }
}

/** An error in any other file is ours, and stays what it is. */
function compileError(error: unknown, code: string): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  const ofTheLearner = first?.location && resolve(first.location.file) === resolve(code);
  return ofTheLearner ? new CompileError(first.location?.line, first.text) : error;
}
