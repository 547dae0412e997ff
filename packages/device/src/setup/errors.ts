/**
 * Why a setup failed: no wheel for this `platform`; a `compiler` or `npm` is missing; the `index` has no such wheel or
 * does not answer; a `download` broke too often; its `checksum` differs from the index's; files cannot be written
 * (`storage`); the folder holds something else (`occupied`); another setup is at work there (`busy`); npm's `install`
 * or the `compile` failed; or what was made computes `wrong`.
 */
export type SetupErrorCode =
  | 'platform'
  | 'compiler'
  | 'npm'
  | 'index'
  | 'download'
  | 'checksum'
  | 'storage'
  | 'occupied'
  | 'busy'
  | 'install'
  | 'compile'
  | 'wrong';

/**
 * Thrown by `setup` and `planSetup`. The message is one line and says what to do.
 *
 * @example
 * ```ts
 * try {
 *   await setup('tensorflow');
 * } catch (error) {
 *   if (error instanceof SetupError && error.code === 'compiler') console.error('apt-get install g++');
 * }
 * ```
 */
export class SetupError extends Error {
  /** `SetupError`, also across two copies of this package. */
  override readonly name = 'SetupError';
  /** What went wrong, for a program. */
  readonly code: SetupErrorCode;

  /**
   * @param code what went wrong, for a program
   * @param message what went wrong, for a person: one line
   * @param options the error behind it, as `cause`
   */
  constructor(code: SetupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What can be done about errors of writing files. */
const storageRemedies: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space, or choose a folder on another disk',
  EDQUOT: 'your disk quota is used up; free some space, or choose a folder on another disk',
  EACCES: 'permission denied; choose another folder',
  EPERM: 'permission denied; choose another folder',
  EROFS: 'the file system is read-only; choose another folder',
  ENOTDIR: 'a part of the path is a file; choose another folder',
  EEXIST: 'a part of the path is a file; choose another folder',
  EFBIG: 'the file would be larger than this system allows (see `ulimit -f`)',
};

/** An error of the file system as a sentence about the folder; any other error as it is. */
export function asSetupError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const noFolder = code === 'ENOENT' && Reflect.get(error as Error, 'syscall') === 'mkdir';
  const remedy = noFolder ? 'no folder can be made there; choose another' : storageRemedies[code];
  if (!remedy) return error;
  return new SetupError('storage', `cannot write in ${folder}: ${remedy}`, { cause: error });
}
