/**
 * What is wrong with a file of weights:
 * - `NOT_SAFETENSORS`: another format, or damaged: cut short, offsets that overlap or leave holes, …
 * - `DTYPE`: numbers of another type than float32
 * - `NAMES`: weights that the network has are missing, or the file has others
 * - `SHAPE`: a weight of another shape
 * - `PLACE`: in a browser, an address that gave nothing, or an attempt to write a file
 */
export type TorchFileErrorCode = 'NOT_SAFETENSORS' | 'DTYPE' | 'NAMES' | 'SHAPE' | 'PLACE';

/** Weights cannot be taken from a file, or not put into one; the message names the file and says what to do. */
export class TorchFileError extends Error {
  /** `'TorchFileError'`. */
  override readonly name = 'TorchFileError';
  /** Tells the reasons apart. */
  readonly code: TorchFileErrorCode;

  constructor(code: TorchFileErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
