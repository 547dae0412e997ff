import { describe, expect, it } from 'vitest';
import { course, describeGrader } from './course.js';

// One chapter stands for all of them; `course.long.test.ts` has the others.
for (const exercise of course.exercises.filter(({ chapter }) => chapter === '01-convolution')) {
  describeGrader(exercise);
}

describe('the course', () => {
  it('gives every exercise an id and a place of its own', () => {
    const ids = course.exercises.map(({ info }) => info.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a title for every chapter', () => {
    for (const { chapter } of course.exercises) expect(course.chapters).toHaveProperty(chapter);
  });
});
