import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/01-convolution/12-im2col/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
