import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workloadOf } from '../workloads.mjs';

/** What fraction of the machine's SIMD peak each kernel reaches, and where the rest of the step goes. */
export const title = 'kernels';

const peers = join(import.meta.dirname, '../peers');

export async function measure({ networks, cores, missing }) {
  const threads = cores.split(',').length;
  const results = [];
  let peak;
  for (const network of networks) {
    const { batchSize, imageSize, steps } = workloadOf(network);
    try {
      const profile = run('profile.mjs', [network, batchSize, imageSize, steps, threads], cores);
      peak ??= run('peak.mjs', [threads, profile.relaxed ? 'relaxed' : 'plain'], cores);
      results.push({ network, batchSize, imageSize, ...profile });
    } catch (error) {
      missing.push(
        `profile of ${network}: ${String(error.stderr || error.message)
          .trim()
          .split('\n')
          .at(-1)}`,
      );
    }
  }
  return { peak, networks: results };
}

function run(file, args, cores) {
  const command = [process.execPath, join(peers, file), ...args.map(String)];
  const pinned = process.platform === 'linux' ? ['taskset', '-c', cores, ...command] : command;
  return JSON.parse(
    execFileSync(pinned[0], pinned.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

export function lines({ peak, networks }) {
  if (!peak) return [];
  return [
    `  peak: ${peak.gflops.toFixed(0)} GFLOP/s on ${peak.threads} threads (${peak.kind} SIMD of 128 bits, measured)`,
    ...networks.flatMap(({ network, batchSize, ms, kernels }) =>
      networkLines(network, batchSize, ms, kernels, peak),
    ),
  ];
}

/** Kernels that take less than this share of a step are summed up. */
const leastShare = 0.01;

function networkLines(network, batchSize, ms, kernels, peak) {
  const sorted = [...kernels].sort((a, b) => b.ms - a.ms);
  const small = sorted.filter(kernel => kernel.ms < leastShare * ms);
  const sum = list => list.reduce((total, kernel) => total + kernel.ms, 0);
  const flops = kernels.reduce((total, kernel) => total + kernel.flops, 0);
  const line = (name, time, note = '') =>
    `    ${name.padEnd(24)} ${time.toFixed(3).padStart(9)} ms ${((time / ms) * 100).toFixed(1).padStart(5)}%${note}`;
  return [
    '',
    `  ${network}, batch ${batchSize}: ${ms.toFixed(2)} ms a step, ${fraction(flops, ms, peak)} over all`,
    ...sorted
      .filter(kernel => !small.includes(kernel))
      .map(kernel =>
        line(kernel.name, kernel.ms, kernel.flops > 0 ? `  ${fraction(kernel.flops, kernel.ms, peak)}` : ''),
      ),
    ...(small.length > 0 ? [line(`${small.length} smaller kernels`, sum(small))] : []),
    line('outside of kernels', ms - sum(kernels)),
  ];
}

function fraction(flops, ms, { gflops }) {
  const rate = flops / ms / 1e6;
  return `${rate.toFixed(0)} GFLOP/s, ${((rate / gflops) * 100).toFixed(0)}% of peak`;
}
