import { type Device, DeviceError, useDevice } from '@featuremap/device';
import type { CheckRun, NotRun } from '@featuremap/grader';

const gpus = ['cuda', 'webgpu'];

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

/** The same for what takes hours without a GPU. An imitated GPU is one only where it was asked for by name. */
export async function useGpu(run: Pick<CheckRun, 'device'>): Promise<Device | NotRun> {
  const device = await useEngine(run);
  if ('notRun' in device || gpus.includes(device.name)) return device;
  return {
    notRun: {
      en: `There is no GPU to train on here: the engine is ${device.name}. Nothing is counted for or against you. npx featuremap devices says which engines there are.`,
      zh: `这里没有可用来训练的 GPU：当前的计算引擎是 ${device.name}。这一项既不加分，也不扣分。npx featuremap devices 会列出所有引擎。`,
    },
  };
}
