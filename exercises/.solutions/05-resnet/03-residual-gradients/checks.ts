import type { Check } from '@featuremap/grader';
import { chainCheck } from './chainCheck.js';
import { compareCheck } from './compareCheck.js';
import { networksCheck } from './networksCheck.js';
import { startCheck } from './startCheck.js';

/** What the exercise asks for. */
export const checks: readonly Check[] = [chainCheck, networksCheck, startCheck, compareCheck];
