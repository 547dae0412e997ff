import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/04-googlenet/03-inception/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
