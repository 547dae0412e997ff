import { join } from 'node:path';
import { languageOf, type Session } from '../learn/session.js';
import { words } from '../learn/words.js';
import { displayWidth } from '../picture.js';
import { type ExerciseResult, runExercise } from '../runExercise.js';
import { writeWhole } from '../writeWhole.js';
import { type GradeReport, gradedExercise, gradeReport } from './gradeReport.js';
import { junitXml } from './junitXml.js';

/** Where the reports go, seen from where the command was called. */
const folder = 'runs';

/** Grades every exercise: a table for the terminal, `runs/grade.json` and `runs/grade.junit.xml`. */
export async function grade(session: Session): Promise<number> {
  const { course, device, print, status } = session;
  const language = languageOf(session);
  const says = words[language];
  const results = [];
  for (const exercise of course.exercises) {
    const title = exercise.info.title[language];
    const onProgress = (line: string) => status(`${says.grading(title)} ${line}`);
    onProgress('');
    const result = await runExercise(exercise, { seed: 0, language, device, onProgress });
    status('');
    const points = result.counts
      ? `${String(result.passed ? exercise.info.points : 0).padStart(3)}/${exercise.info.points}`
      : says.notCounted;
    const gap = ' '.repeat(Math.max(1, 36 - displayWidth(title)));
    print(`${markOf(result)} ${title}${gap}${points}`);
    results.push(gradedExercise(exercise, result));
  }
  const report = gradeReport(results, course.passingMark);
  const mark = Math.round(100 * course.passingMark);
  print('', says.points(report.points, report.totalPoints));
  print(report.passed ? says.gradePassed(mark) : says.gradeFailed(mark));
  print(says.written(writeReports(report, junitXml(report, language)).join(', ')));
  return report.passed ? 0 : 1;
}

function markOf({ passed, counts }: ExerciseResult): string {
  if (passed) return '✓';
  return counts ? '✗' : '·';
}

function writeReports(report: GradeReport, xml: string): string[] {
  const files = { 'grade.json': `${JSON.stringify(report, null, 2)}\n`, 'grade.junit.xml': xml };
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeWhole(path, text);
    return path;
  });
}
