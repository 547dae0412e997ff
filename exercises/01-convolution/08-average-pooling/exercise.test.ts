import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/01-convolution/08-average-pooling/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
