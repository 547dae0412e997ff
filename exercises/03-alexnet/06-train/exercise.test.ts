import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/03-alexnet/06-train/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
