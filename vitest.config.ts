import { defineConfig } from 'vitest/config';

/** Tests that take minutes or reach for the registry: `npm run check` runs them, `npm test` does not. */
export const longTests = '**/*.long.test.ts';

/** Tests of the graders of a chapter of the course, which take minutes too, but not the whole machine. */
export const graderTests = '**/*.graders.test.ts';

/** `imports` of package.json files lead to dist; tests of src are to run src. */
export const alias = {
  '#datasets-platform': `${import.meta.dirname}/packages/datasets/src/platform.node.ts`,
  '#models-platform': `${import.meta.dirname}/packages/models/src/platform.node.ts`,
};

export const shared = {
  globalSetup: './vitest.build.ts',
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // Each file trains with an engine of its own: worker processes keep the engines apart.
  pool: 'forks',
  maxWorkers: 2,
  // TensorFlow.js greets every test file in Node.
  onConsoleLog: (log: string) => !log.includes('looks like you are running TensorFlow.js in Node.js'),
} as const;

export default defineConfig({
  resolve: { alias },
  test: {
    ...shared,
    // `npm test` leaves the exercises out: a learner's unfinished work is no failure of ours.
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'exercises/*/*/exercise.test.ts'],
    exclude: [longTests, graderTests, '**/node_modules/**', '**/dist/**'],
  },
});
