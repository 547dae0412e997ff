import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { course, describeQuickGraders } from './course.js';

describeQuickGraders();

describe('the course', () => {
  it('gives every exercise an id and a place of its own', () => {
    const ids = course.exercises.map(({ info }) => info.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['README.md', 'README.zh-CN.md'])('lists every exercise in its order: %s', readme => {
    const text = readFileSync(join(course.path, readme), 'utf8');
    const linked = [...text.matchAll(/\]\((\d\d-[^/)]+\/\d\d-[^/)]+)\//g)].map(([, folder]) => folder);
    expect(linked).toEqual(course.exercises.map(({ chapter, name }) => `${chapter}/${name}`));
  });

  it('has a title for every chapter', () => {
    for (const { chapter } of course.exercises) expect(course.chapters).toHaveProperty(chapter);
  });
});
