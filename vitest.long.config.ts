import { defineConfig } from 'vitest/config';
import { alias, longTests, shared } from './vitest.config.js';

export default defineConfig({
  resolve: { alias },
  test: {
    ...shared,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // One file at a time: these train for minutes, and some measure what they train.
    fileParallelism: false,
    maxConcurrency: 2,
    include: [longTests],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
});
