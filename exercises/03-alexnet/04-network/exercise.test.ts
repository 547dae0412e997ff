import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/03-alexnet/04-network/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
