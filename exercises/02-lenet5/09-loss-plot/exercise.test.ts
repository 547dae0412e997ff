import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/02-lenet5/09-loss-plot/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
