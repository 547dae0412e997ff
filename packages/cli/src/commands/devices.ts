import { type ListedDevice, listDevices } from '@featuremap/device';
import { wrap } from '../report.js';
import { type ReportOptions, Terminal } from '../terminal.js';

const nameWidth = 12;

/** Tries every engine and prints what each is, how fast, or what it lacks. */
export async function devices(options: ReportOptions): Promise<void> {
  const terminal = new Terminal(options);
  terminal.draw('  trying the engines …');
  const listed = await listDevices();
  terminal.clear();
  if (options.json) {
    process.stdout.write(`${JSON.stringify(listed)}\n`);
    return;
  }
  terminal.print('', ...listed.flatMap(device => deviceLines(device, terminal)), '');
  const { dim } = terminal.colors;
  const note =
    'GFLOP/s: a 5×5 convolution, measured for a moment. `--device auto` takes the first GPU that works, else simd.';
  terminal.print(...wrap(note, terminal.columns - 2).map(line => `  ${dim(line)}`), '');
}

function deviceLines(device: ListedDevice, { colors, columns }: Terminal): string[] {
  const texts = device.available
    ? [
        `${device.detail}, ${rate(device.gflops)} GFLOP/s`,
        [device.version, device.memory].filter(Boolean).join(', '),
      ]
    : [device.reason, ...(device.install ? [device.install] : [])];
  const mark = device.available ? colors.green('✓') : colors.dim('–');
  const lines = texts.flatMap(text => wrap(text, columns - nameWidth - 4));
  return lines.map((line, at) => {
    const head = at === 0 ? `${mark} ${device.name.padEnd(nameWidth)}` : ' '.repeat(nameWidth + 2);
    return `  ${head}${device.available ? line : colors.dim(line)}`;
  });
}

function rate(gflops: number): string {
  if (gflops >= 10) return gflops.toFixed(0);
  return gflops < 0.1 ? gflops.toPrecision(1) : gflops.toFixed(1);
}
