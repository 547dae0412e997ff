import type { Platform } from './platform.js';
import { TorchFileError } from './torchFileError.js';

/** Browsers: addresses can be read, and nothing written. */
export const platform: Platform = {
  async read(place) {
    const response = await fetch(place).catch((error: Error) => {
      throw new TorchFileError(
        'PLACE',
        `${place}: ${error.message}. Is the address right, and does it allow CORS?`,
      );
    });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new TorchFileError(
      'PLACE',
      `${place}: expected a file, got HTTP status ${response.status}. Is the address right?`,
    );
  },

  async write(place) {
    throw new TorchFileError(
      'PLACE',
      `${place}: a browser writes no files. Take the bytes of encodeTorch(model) and offer them for download.`,
    );
  },
};
