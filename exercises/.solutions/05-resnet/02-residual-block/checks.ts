import type { Check } from '@featuremap/grader';
import { savingCheck } from './savingCheck.js';
import { trainingCheck } from './trainingCheck.js';
import { valueCheck } from './valueCheck.js';
import { weightsCheck } from './weightsCheck.js';

/** What the exercise asks for. */
export const checks: readonly Check[] = [weightsCheck, valueCheck, trainingCheck, savingCheck];
