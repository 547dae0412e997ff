/**
 * Why a device could not be used: `unknown` name, `unavailable` on this machine (not installed, no hardware, did not
 * start), or `wrong` (it starts but computes a convolution or its gradient wrong).
 */
export type DeviceErrorCode = 'unknown' | 'unavailable' | 'wrong';

/**
 * Thrown by `useDevice` when the device asked for cannot be used. The message is one line and says what to do.
 *
 * @example
 * ```ts
 * try {
 *   await useDevice('webgpu');
 * } catch (error) {
 *   if (error instanceof DeviceError && error.code === 'unavailable') await useDevice('simd');
 * }
 * ```
 */
export class DeviceError extends Error {
  /** `DeviceError`, also across two copies of this package. */
  override readonly name = 'DeviceError';
  /** What went wrong, for a program. */
  readonly code: DeviceErrorCode;

  /**
   * @param code what went wrong, for a program
   * @param message what went wrong, for a person: one line
   */
  constructor(code: DeviceErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
