import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/05-resnet/02-residual-block/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
