import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@featuremap/files';
import { findInstall, type SetupDevice } from '../installed.js';
import { SetupError } from './errors.js';

/**
 * The folder beside an install in which the next one is made: on the same disk, so that it is renamed into place
 * whole. Downloads stay in it until a setup has succeeded.
 */
export class WorkFolder {
  readonly #target: string;
  readonly #path: string;

  private constructor(target: string) {
    this.#target = target;
    this.#path = `${target}.setup`;
  }

  /**
   * Makes the folder, or takes up the one that an earlier setup left.
   *
   * @throws {SetupError} `busy` when another process is at work in it
   */
  static async open(target: string): Promise<WorkFolder> {
    const work = new WorkFolder(target);
    await makeFolder(work.downloads);
    await work.#lock();
    await rm(work.build, { recursive: true, force: true });
    await mkdir(work.build);
    return work;
  }

  /** Where downloads go. */
  get downloads(): string {
    return join(this.#path, 'downloads');
  }

  /** Where the install is made. */
  get build(): string {
    return join(this.#path, 'build');
  }

  /** Puts what was built where it belongs, and takes everything else away. */
  async finish(): Promise<void> {
    const old = join(this.#path, 'old');
    await rm(old, { recursive: true, force: true });
    await rename(this.#target, old).catch(ignoreMissing);
    await rename(this.build, this.#target);
    await rm(this.#path, { recursive: true, force: true });
  }

  /** Leaves the downloads for the next time. */
  async abandon(): Promise<void> {
    await rm(this.build, { recursive: true, force: true });
    await rm(this.#lockFile, { force: true });
  }

  get #lockFile(): string {
    return join(this.#path, 'process');
  }

  async #lock(): Promise<void> {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        await writeFile(this.#lockFile, String(process.pid), { flag: 'wx' });
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const other = Number(await readFile(this.#lockFile, 'utf8').catch(() => ''));
      if (isRunning(other)) {
        throw new SetupError(
          'busy',
          `process ${other} is setting up ${this.#target} at this moment; wait for it (or remove ${this.#lockFile})`,
        );
      }
      // It died and left its mark.
      await rm(this.#lockFile, { force: true });
    }
  }
}

/** Refuses a folder that holds something that we did not make: it would be replaced. */
export async function checkTarget(device: SetupDevice, folder: string): Promise<void> {
  if (findInstall(device, folder)) return;
  const found = await stat(folder).catch(ignoreMissing);
  if (!found) return;
  if (found.isDirectory() && (await readdir(folder)).length === 0) return;
  throw new SetupError(
    'occupied',
    `${folder} holds something else; name a folder that is empty or not there yet`,
  );
}

/** Refuses a disk that cannot hold what is to come. */
export async function checkSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new SetupError(
    'storage',
    `${folder}: this takes about ${gigabytes(needed)} GB, and ${gigabytes(free)} GB are free; free some space, or choose a folder on another disk`,
  );
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
