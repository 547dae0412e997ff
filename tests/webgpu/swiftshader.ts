import { join } from 'node:path';
import { chromiumLibraries, unpackedChromium } from '../browser/chromium.js';

/**
 * The environment of a process that finds SwiftShader, the GPU imitated on the CPU that comes with Chromium, as its
 * only Vulkan driver. It must be there before the process starts.
 */
export async function onSwiftShader(): Promise<Record<string, string>> {
  const folder = await unpackedChromium();
  const driver = join(folder, 'vk_swiftshader_icd.json');
  // The first name is for the loaders of old, the second for those of today.
  return { ...chromiumLibraries(folder), VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver };
}
