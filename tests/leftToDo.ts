import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '@featuremap/grader/course';

/** What we write in the learner's folder; the rest of it is the learner's, whose own TODOs are no failure of ours. */
const ours = ['README.md', 'README.zh-CN.md', 'exercise.json'];

/** The lines of an exercise that still say TODO, as the template has them: `README.md:1: # TODO: the title`. */
export function leftToDo({ path, hidden }: Exercise): string[] {
  const solutions = readdirSync(hidden, { recursive: true, encoding: 'utf8' }).filter(file =>
    statSync(join(hidden, file)).isFile(),
  );
  return [
    ...ours.flatMap(file => linesToDo(path, file)),
    ...solutions.flatMap(file => linesToDo(hidden, file)),
  ];
}

function linesToDo(folder: string, file: string): string[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    /\bTODO\b/.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
  );
}
