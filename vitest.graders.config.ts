import { defineConfig } from 'vitest/config';
import { alias, graderTests, shared } from './vitest.config.js';

export default defineConfig({
  resolve: { alias },
  test: {
    ...shared,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    include: [graderTests],
    exclude: ['**/node_modules/**', '**/dist/**'],
  },
});
