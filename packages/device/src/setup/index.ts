export { folderVariables, type SetupDevice, setupDevices } from '../installed.js';
export { SetupError, type SetupErrorCode } from './errors.js';
export type { SetupNetwork, SetupOptions } from './options.js';
export { type PlannedFile, planSetup, type SetupPlan } from './plan.js';
export type { DownloadAdvances, DownloadRetries, SetupProgress, SetupStep, StepBegins } from './progress.js';
export { type SetupResult, setup } from './setup.js';
