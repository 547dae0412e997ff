import { type ChildProcess, execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** True where the memory of another process can be measured: not on Windows. */
export const memoryCanBeMeasured = process.platform !== 'win32';

/** Fast enough that a loop which fills memory is stopped within some hundred MiB. */
const everyMs = 50;

/**
 * Looks at a process's memory again and again. V8's own limit would not do: the buffers of tensors lie outside of it.
 *
 * @param exceeded is called, once, when the process takes more than `mostMiB`
 * @returns ends the watch
 */
export function watchMemory(child: ChildProcess, mostMiB: number, exceeded: () => void): () => void {
  let watching = memoryCanBeMeasured && child.pid !== undefined;
  const look = async () => {
    if (!watching) return;
    if ((await residentMiB(child.pid ?? 0)) > mostMiB) {
      watching = false;
      exceeded();
    } else setTimeout(look, everyMs).unref();
  };
  void look();
  return () => {
    watching = false;
  };
}

/** The memory that a process takes, in MiB; 0 where it has ended. */
async function residentMiB(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(status.match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? 0) / 1024;
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout) / 1024;
  } catch {
    return 0;
  }
}
