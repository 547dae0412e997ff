import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Course } from '../courseFolder.js';
import type { GradedExercise, GradeReport } from '../grade/gradeReport.js';
import type { Language } from '../text.js';

/** What a class is graded with. Grades with other settings are not comparable, and are not gone on with. */
export interface GradingSettings {
  /** What the random inputs are made from. */
  readonly seed: number;
  /** The language of the messages. */
  readonly language: Language;
  /** The engine to compute with. */
  readonly device: string;
  /** A fingerprint of the course's checks. */
  readonly course: string;
}

/** A student's grade. Plain data; `version` changes when a field changes its meaning. */
export interface StudentReport extends GradeReport {
  readonly student: string;
  readonly settings: GradingSettings;
  /** The version of Node that ran the code. */
  readonly node: string;
  /** What the code could have done to this machine all the same, in sentences. */
  readonly notRefused: readonly string[];
  readonly exercises: readonly StudentExercise[];
}

/** One exercise of a {@link StudentReport}. */
export interface StudentExercise extends GradedExercise {
  /** SHA-256 of the file that was graded; null where none was handed in. */
  readonly sha256: string | null;
}

/** Reads a report as it was left; undefined where there is none, or none of the same settings. */
export function keptReport(path: string, settings: GradingSettings): StudentReport | undefined {
  try {
    const report: StudentReport = JSON.parse(readFileSync(path, 'utf8'));
    return sameSettings(report.settings, settings) && report.version === 1 ? report : undefined;
  } catch {
    return undefined;
  }
}

function sameSettings(kept: GradingSettings, wanted: GradingSettings): boolean {
  const keys = Object.keys(wanted) as (keyof GradingSettings)[];
  return keys.every(key => kept[key] === wanted[key]);
}

/** A fingerprint of all that decides a grade: the checks with what they use, and each exercise's metadata. */
export function courseFingerprint({ path, exercises }: Course): string {
  const hash = createHash('sha256');
  const hidden = join(path, '.solutions');
  for (const file of readdirSync(hidden, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(hidden, file)));
  }
  for (const exercise of exercises) hash.update(JSON.stringify(exercise.info));
  return hash.digest('hex');
}

/** The SHA-256 of a file, in hexadecimal. */
export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** A class as CSV: a line for each student with the points of every exercise, which spreadsheets open. */
export function classCsv(reports: readonly StudentReport[], course: Course): string {
  const ids = course.exercises.map(({ info }) => info.id);
  const head = ['student', 'points', 'total', 'passed', ...ids];
  const rows = reports.map(({ student, points, totalPoints, passed, exercises }) => {
    const pointsOf = new Map(
      exercises.map(exercise => [exercise.id, exercise.counts ? exercise.points : '']),
    );
    return [student, points, totalPoints, passed ? 'yes' : 'no', ...ids.map(id => pointsOf.get(id) ?? '')];
  });
  return [head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A cell by RFC 4180. A spreadsheet would compute what begins like a formula. */
function cell(value: string | number): string {
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
