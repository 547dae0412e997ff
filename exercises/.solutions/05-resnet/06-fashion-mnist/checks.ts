import type { Check } from '@featuremap/grader';
import { couldBeCheck } from './couldBeCheck.js';
import { errorsApartCheck } from './errorsApartCheck.js';
import { fullTraining } from './fullTraining.js';
import { standardErrorCheck } from './standardErrorCheck.js';
import { formCheck, trialCheck } from './trialCheck.js';

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  standardErrorCheck,
  errorsApartCheck,
  couldBeCheck,
  formCheck,
  trialCheck,
  fullTraining,
];
