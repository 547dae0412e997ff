import { describeExercise } from '@featuremap/grader/vitest';
import { checks } from '../../.solutions/00-chapter/00-exercise/checks.js';
import * as learner from './exercise.js';

describeExercise(import.meta.url, checks, learner);
