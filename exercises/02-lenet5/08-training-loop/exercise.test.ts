import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/02-lenet5/08-training-loop/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
