import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { ZipFile } from 'yazl';

const require = createRequire(import.meta.url);

/** An empty folder, gone at the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A zip archive. */
export async function archive(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** Something in the place of TensorFlow's library: large enough to break a download in the middle. */
const library = Buffer.alloc(300_000, 'libtensorflow');

/** TensorFlow's wheel, but small. */
export async function tensorflowWheel(project = 'tensorflow_cpu', metadata = ''): Promise<[string, Buffer]> {
  const bytes = await archive({
    'tensorflow/libtensorflow_cc.so.2': randomized(library),
    'tensorflow/libtensorflow_framework.so.2': 'framework',
    'tensorflow/include/tensorflow/c/c_api.h': '// the C interface',
    'tensorflow/include/tensorflow/cc/ops.h': '// not needed',
    'tensorflow/python/ops.py': 'not needed',
    [`${project}-2.15.1.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${project}\n${metadata}\n`,
  });
  return [`${project}-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl`, bytes];
}

/** Bytes that do not get smaller in an archive. */
function randomized(bytes: Buffer): Buffer {
  let state = 1;
  return bytes.map(() => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  }) as Buffer;
}

/** A tfjs-node whose library is TF.js's own CPU backend; it wants its addon to have been compiled. */
export function addonTarball(name: string, computes: 'right' | 'wrong'): Buffer {
  const wrong = computes === 'wrong' ? 'tf.Tensor.prototype.square = function () { return this; };' : '';
  const index = `
    require('node:fs').readFileSync(__dirname + '/lib/napi-v8/tfjs_binding.node');
    const tf = require(${JSON.stringify(require.resolve('@tensorflow/tfjs'))});
    const { MathBackendCPU } = require(${JSON.stringify(require.resolve('@tensorflow/tfjs-backend-cpu'))});
    const binding = { TF_Version: '2.15.1' };
    const make = () => Object.assign(new MathBackendCPU(), { binding, isUsingGpuDevice: false });
    tf.env().set('PROD', true);
    tf.registerBackend('tensorflow', make);
    tf.copyRegisteredKernels('cpu', 'tensorflow');
    tf.setBackend('tensorflow');
    ${wrong}
    module.exports = tf;`;
  const manifest = JSON.stringify({ name, version: '4.22.0', main: 'index.js' });
  return tarball({ 'package.json': manifest, 'index.js': index, 'binding/tfjs_binding.cc': '// C++' });
}

/** A package as npm packs it. */
export function tarball(files: Readonly<Record<string, string>>): Buffer {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'package', name)), { recursive: true });
    writeFileSync(join(folder, 'package', name), content);
  }
  execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: folder });
  return readFileSync(join(folder, 'package.tgz'));
}

/** A program in the place of a C++ compiler; it writes what it should compile, or runs `body`. Returns its path. */
export function compiler(body = 'printf addon > "$output"'): string {
  const path = join(temporaryFolder(), 'c++');
  const script = `#!/bin/sh
if [ "$1" = --version ]; then echo "a compiler of this test"; exit 0; fi
while [ $# -gt 0 ]; do if [ "$1" = -o ]; then output=$2; fi; shift; done
${body}
`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}
