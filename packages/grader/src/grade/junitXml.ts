import type { CheckResult } from '../runChecks.js';
import type { Language } from '../text.js';
import type { GradedExercise, GradeReport } from './gradeReport.js';

/** A report as JUnit's XML, which build servers show: an exercise is a suite, a check a case. */
export function junitXml({ exercises }: GradeReport, language: Language): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...exercises.map(exercise => suite(exercise, language)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ id, chapter, checks, milliseconds }: GradedExercise, language: Language): string {
  const skipped = checks.filter(({ notRun }) => notRun).length;
  const failed = checks.filter(({ passed }) => !passed).length - skipped;
  return [
    `<testsuite name="${escaped(`${chapter}/${id}`)}" tests="${checks.length}" failures="${failed}" skipped="${skipped}" time="${milliseconds / 1000}">`,
    ...checks.map(check => testCase(id, check, language)),
    '</testsuite>',
  ].join('\n');
}

function testCase(
  id: string,
  { title, passed, notRun, mistake = '', message = '' }: CheckResult,
  language: Language,
): string {
  const open = `<testcase classname="${escaped(id)}" name="${escaped(title[language])}"`;
  if (passed) return `${open}/>`;
  return notRun
    ? `${open}><skipped message="${escaped(message)}"/></testcase>`
    : `${open}><failure type="${escaped(mistake)}">${escaped(message)}</failure></testcase>`;
}

const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** Control characters are not allowed in XML at all. */
function escaped(text: string): string {
  return text
    .replace(/[<>&"]/g, character => entities[character] ?? '')
    .replace(/[^\t\n\r\u0020-\ufffd]/g, '?');
}
