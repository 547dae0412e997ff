import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notRefused } from '../confinement.js';
import type { Course, Exercise } from '../courseFolder.js';
import { gradedExercise, gradeReport } from '../grade/gradeReport.js';
import type { CheckResult } from '../runChecks.js';
import { type ExerciseResult, runExercise } from '../runExercise.js';
import type { Confined } from '../runProgram.js';
import type { Text } from '../text.js';
import { writeWhole } from '../writeWhole.js';
import {
  classCsv,
  type GradingSettings,
  keptReport,
  type StudentExercise,
  type StudentReport,
  sha256Of,
} from './studentReport.js';
import { type Submission, submittedFile } from './submissions.js';

/** How to grade a class. */
export interface GradeClassOptions {
  readonly course: Course;
  readonly submissions: readonly Submission[];
  /** Where the reports go: `students/<student>.json` and `class.csv`. What is there already is gone on with. */
  readonly out: string;
  readonly settings: GradingSettings;
  /** How many programs run at the same time. */
  readonly jobs: number;
  readonly confined: Confined;
  /** Stops between two programs; the reports then hold what was graded. */
  readonly signal: AbortSignal;
  /** Told after each exercise. */
  readonly onExercise?: (done: number, total: number) => void;
  /** Told when all of a student's exercises are graded. */
  readonly onStudent?: (report: StudentReport) => void;
}

/** A file of source code is no larger than this. */
const mostBytes = 2 ** 20;

/** Grades every exercise of every student, each in a process of its own. */
export async function gradeClass(options: GradeClassOptions): Promise<readonly StudentReport[]> {
  const { submissions, course, jobs, signal, onExercise, onStudent, out } = options;
  const students = submissions.map(submission => new Student(submission, options));
  const tasks = students.flatMap(student => course.exercises.map(exercise => ({ student, exercise })));
  const queue = tasks.values();
  let done = 0;
  const worker = async () => {
    for (const { student, exercise } of queue) {
      if (signal.aborted) return;
      const result = await student.grade(exercise);
      if (signal.aborted) return;
      student.keep(exercise, result);
      done += 1;
      onExercise?.(done, tasks.length);
      if (student.complete) onStudent?.(student.report);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  const reports = students.map(({ report }) => report);
  writeWhole(join(out, 'class.csv'), classCsv(reports, course));
  return reports;
}

/** One student's work, graded so far. */
class Student {
  private readonly results = new Map<string, StudentExercise>();
  private readonly file: string;
  private readonly before: ReadonlyMap<string, StudentExercise>;

  constructor(
    private readonly submission: Submission,
    private readonly options: GradeClassOptions,
  ) {
    this.file = join(options.out, 'students', `${submission.student}.json`);
    const kept = keptReport(this.file, options.settings)?.exercises ?? [];
    this.before = new Map(kept.map(exercise => [exercise.id, exercise]));
  }

  get complete(): boolean {
    return this.results.size === this.options.course.exercises.length;
  }

  get report(): StudentReport {
    const { course, settings } = this.options;
    // What was graded before stays in the report until it is graded anew: an interruption loses nothing.
    const exercises = course.exercises.flatMap(
      ({ info }) => this.results.get(info.id) ?? this.before.get(info.id) ?? [],
    );
    return {
      ...gradeReport(exercises, course.passingMark),
      student: this.submission.student,
      settings,
      node: process.version,
      notRefused: notRefused().map(text => text[settings.language]),
      exercises,
    };
  }

  /** Grades an exercise, unless this very file was graded before. */
  async grade(exercise: Exercise): Promise<StudentExercise> {
    const code = submittedFile(this.submission, exercise);
    const sha256 = code === undefined ? null : sha256Of(code);
    const before = this.before.get(exercise.info.id);
    if (before && before.sha256 === sha256) return before;
    const result = code === undefined ? notHandedIn(exercise, this.options) : await this.run(exercise, code);
    return { ...gradedExercise(exercise, result), sha256 };
  }

  keep(exercise: Exercise, result: StudentExercise): void {
    this.results.set(exercise.info.id, result);
    writeWhole(this.file, `${JSON.stringify(this.report, null, 2)}\n`);
  }

  private async run(exercise: Exercise, code: string): Promise<ExerciseResult> {
    const { settings, confined } = this.options;
    if (statSync(code).size > mostBytes) return failed(exercise, 'too-large', tooLarge, this.options);
    // The file may change while a class is graded: what is run is what the fingerprint was taken of.
    const folder = mkdtempSync(join(tmpdir(), 'featuremap-'));
    try {
      const copy = join(folder, 'exercise.ts');
      writeFileSync(copy, readFileSync(code));
      const { seed, language, device } = settings;
      return await runExercise(exercise, { seed, language, device, code: copy, confined });
    } catch (error) {
      return failed(exercise, 'defect', defect(error), this.options);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function notHandedIn(exercise: Exercise, options: GradeClassOptions): ExerciseResult {
  return failed(exercise, 'not-handed-in', noFile, options);
}

function failed(
  { info }: Exercise,
  mistake: string,
  says: Text,
  { settings: { language } }: GradeClassOptions,
): ExerciseResult {
  const check: CheckResult = { title: info.title, passed: false, mistake, message: says[language] };
  return { id: info.id, passed: false, counts: true, checks: [check], output: '', milliseconds: 0 };
}

const noFile: Text = { en: 'No exercise.ts was handed in.', zh: '没有提交 exercise.ts。' };
const tooLarge: Text = { en: 'exercise.ts is larger than 1 MiB.', zh: 'exercise.ts 超过 1 MiB。' };
const defect = (error: unknown): Text => ({
  en: `The checks themselves stopped with an error. Look at this one by hand: ${error}`,
  zh: `检查程序本身出错，请人工评判这一题：${error}`,
});
