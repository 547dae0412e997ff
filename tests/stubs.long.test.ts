import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { course } from './course.js';

/** Among the long tests, since a learner's `npm test` is to stay green however much of the course is solved. */
describe('the course as we hand it out', () => {
  it.each(course.exercises)('has nothing written yet in $chapter/$name', ({ path, hidden }) => {
    const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
    expect(read(path, 'exercise.ts')).toBe(read(hidden, 'stub.ts'));
  });
});
