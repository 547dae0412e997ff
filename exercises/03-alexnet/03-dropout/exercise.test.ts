import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/03-alexnet/03-dropout/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
