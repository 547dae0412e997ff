export type { Check, Failure, LearnerModule } from './check.js';
export { drawWindow, sumLine, type WindowPicture } from './drawWindow.js';
export { type FunctionCheckOptions, functionCheck, type WrongCall } from './functionCheck.js';
export type { Mistake } from './mistake.js';
export { type Block, beside, displayWidth, drawMatrix, formatNumber, type Matrix } from './picture.js';
export { type Random, seededRandom } from './random.js';
export { type CheckResult, type RunChecksOptions, runChecks } from './runChecks.js';
export { type Language, languages, type Text } from './text.js';
export { firstDifference, sameValue, shapeOf, type Value, valueAt } from './value.js';
