export { bundleLearner, CompileError } from './bundle.js';
export { type Course, type Exercise, findExercise, readCourse } from './courseFolder.js';
export type { ExerciseInfo } from './exerciseInfo.js';
export { MetadataError } from './metadata.js';
export { ImportError } from './refusedImport.js';
export { type ExerciseResult, type RunExerciseOptions, runExercise } from './runExercise.js';
export type { Confined } from './runProgram.js';
