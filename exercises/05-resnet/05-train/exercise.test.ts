import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/05-resnet/05-train/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
