import { defineConfig } from 'vitest/config';
import { longTests, shared } from './vitest.config.js';

export default defineConfig({
  test: {
    ...shared,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    include: [longTests],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
});
