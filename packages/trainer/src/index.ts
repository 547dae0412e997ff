export type { Batch, BatchLoader } from './batchLoader.js';
export { type ClippedGradients, clipByGlobalNorm } from './clipByGlobalNorm.js';
export { crossEntropy } from './crossEntropy.js';
export { type EarlyStoppingOptions, earlyStopping, type Monitor } from './earlyStopping.js';
export { DivergedError, TrainerError, type TrainerErrorCode } from './errors.js';
export type { EvaluateOptions, Evaluation } from './evaluation.js';
export type {
  Callback,
  EndEvent,
  EpochEvent,
  Run,
  StartEvent,
  StepEvent,
  TrainEvent,
  ValidationEvent,
  WarningEvent,
} from './events.js';
export type { FitOptions } from './fit.js';
export type { EpochRecord, History, StopReason } from './history.js';
export type { Schedule } from './schedules.js';
export * as schedules from './schedules.js';
export { type TensorBatch, tensors } from './tensors.js';
export { type Prediction, Trainer, type TrainerOptions } from './trainer.js';
export { type Loss, trainStep } from './trainStep.js';
