import { gibibytes } from './memory.js';

/** What NVIDIA's driver says of the first GPU of the machine. */
export interface NvidiaGpu {
  readonly name: string;
  readonly memory: string;
  readonly driver: string;
}

const query = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'];
const patienceMs = 5_000;

/** Asks `nvidia-smi`, which comes with the driver; undefined where it does not answer. */
export function findNvidiaGpu(): Promise<NvidiaGpu | undefined> {
  const { execFile } = process.getBuiltinModule('node:child_process');
  return new Promise(resolve => {
    execFile('nvidia-smi', query, { timeout: patienceMs }, (error, stdout) => {
      resolve(error ? undefined : parse(stdout));
    });
  });
}

/** "NVIDIA A100-SXM4-40GB, 40960, 535.104.05": the memory in MiB. */
function parse(answer: string): NvidiaGpu | undefined {
  const [name, mebibytes, driver] = (answer.split('\n')[0] ?? '').split(', ').map(field => field.trim());
  if (!name || !driver || !Number(mebibytes)) return undefined;
  return { name, memory: gibibytes(Number(mebibytes) * 2 ** 20), driver };
}
