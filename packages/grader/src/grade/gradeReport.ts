import type { Exercise } from '../courseFolder.js';
import type { ExerciseResult } from '../runExercise.js';

/** How a course was graded. Plain data; `version` changes when a field changes its meaning. */
export interface GradeReport {
  readonly version: 1;
  /** True where the points reach the passing mark. */
  readonly passed: boolean;
  readonly points: number;
  readonly totalPoints: number;
  /** The share of all points that passes, from 0 to 1. */
  readonly passingMark: number;
  readonly exercises: readonly GradedExercise[];
}

/**
 * One exercise of a {@link GradeReport}: all of its points where every check passed, otherwise none. Where it does not
 * count, `totalPoints` is 0.
 */
export interface GradedExercise extends ExerciseResult {
  readonly chapter: string;
  readonly points: number;
  readonly totalPoints: number;
}

/** An exercise's result with the points that it is worth. */
export function gradedExercise({ chapter, info }: Exercise, result: ExerciseResult): GradedExercise {
  return {
    ...result,
    chapter,
    points: result.passed ? info.points : 0,
    totalPoints: result.counts ? info.points : 0,
  };
}

/** Adds the points up. */
export function gradeReport(exercises: readonly GradedExercise[], passingMark: number): GradeReport {
  const sum = (field: 'points' | 'totalPoints') =>
    exercises.reduce((total, exercise) => total + exercise[field], 0);
  const [points, totalPoints] = [sum('points'), sum('totalPoints')];
  return {
    version: 1,
    passed: points >= passingMark * totalPoints,
    points,
    totalPoints,
    passingMark,
    exercises,
  };
}
