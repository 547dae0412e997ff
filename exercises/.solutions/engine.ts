import { type Device, DeviceError, useDevice } from '@featuremap/device';
import type { CheckRun, NotRun } from '@featuremap/grader';

/**
 * Computes with the engine that the learner asked for, from now on.
 *
 * @returns why not, where that engine cannot be used on this machine
 */
export async function useEngine({ device }: Pick<CheckRun, 'device'>): Promise<Device | NotRun> {
  try {
    return await useDevice(device as Parameters<typeof useDevice>[0]);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return {
      notRun: { en: error.message, zh: `无法使用计算引擎 ${device}。${error.message}` },
    };
  }
}
