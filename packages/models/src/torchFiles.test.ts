import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeTorch, lenet5, loadTorch, networks, saveTorch, TorchFileError } from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'featuremap-torch-'));
  path = join(folder, 'weights.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(['lenet5', 'googlenet', 'resnet'] as const)('%s', name => {
  it('comes back from its file the same, and no tensor is left over', async () => {
    const saved = networks[name]({ seed: 1 });
    const loaded = networks[name]({ seed: 2 });
    const tensors = tf.memory().numTensors;
    await saveTorch(saved, path);
    await loadTorch(loaded, path);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(values(loaded)).toEqual(values(saved));
    expect(await readdir(folder)).toEqual(['weights.safetensors']);
  });
});

it('takes bytes and URLs for a path as well', async () => {
  const saved = lenet5({ seed: 1 });
  const url = pathToFileURL(path);
  await saveTorch(saved, url);
  for (const source of [url, await encodeTorch(saved), (await encodeTorch(saved)).buffer]) {
    const loaded = lenet5({ seed: 2 });
    await loadTorch(loaded, source);
    expect(values(loaded)).toEqual(values(saved));
  }
});

it("puts the lecture's names and PyTorch's shapes into the file, in PyTorch's order of elements", async () => {
  const model = lenet5();
  const kernel = model.getLayer('C3').getWeights()[0] as tf.Tensor4D;
  const bytes = Buffer.from(await encodeTorch(model));
  const headerLength = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
  expect(Object.keys(header).slice(0, 4)).toEqual([
    '__metadata__',
    'net.0.weight',
    'net.0.bias',
    'net.3.weight',
  ]);
  const { dtype, shape, data_offsets: offsets } = header['net.3.weight'];
  expect({ dtype, shape }).toEqual({ dtype: 'F32', shape: [16, 6, 5, 5] });
  const at = (filter: number, channel: number, y: number, x: number) =>
    bytes.readFloatLE(8 + headerLength + offsets[0] + 4 * (((filter * 6 + channel) * 5 + y) * 5 + x));
  const here = kernel.arraySync();
  expect(at(15, 2, 3, 4)).toBe(here[3]?.[4]?.[2]?.[15]);
  expect(at(0, 5, 0, 1)).toBe(here[0]?.[1]?.[5]?.[0]);
});

it("refuses another network's file, names what differs, and leaves the model as it was", async () => {
  const model = lenet5({ seed: 1 });
  const before = values(model);
  await saveTorch(networks.resnet(), path);
  const error = await loadTorch(model, path).catch(error => error);
  expect(error).toBeInstanceOf(TorchFileError);
  expect(error.code).toBe('NAMES');
  expect(error.message).toMatch(
    /weights\.safetensors: expected the 10 weights "net\.0\.weight", .* and 7 more; got none of "net\.3\.weight"/,
  );
  expect(error.message).toMatch(/got "net\.3\.net\.0\.weight", .*, which this network does not have/);
  expect(values(model)).toEqual(before);
});

it('refuses a weight of another shape, and leaves the model as it was', async () => {
  const model = lenet5({ seed: 1 });
  const before = values(model);
  const error = await loadTorch(model, await encodeTorch(lenet5({ numClasses: 7 }))).catch(error => error);
  expect(error.code).toBe('SHAPE');
  expect(error.message).toBe(
    'loadTorch: tensor "net.11.weight": expected shape [10,84], got [7,84]. ' +
      "Is it another network's file, or for other classes or images?",
  );
  expect(values(model)).toEqual(before);
});

it("gives the system's error for a file that is not there, and keeps the old file when a write fails", async () => {
  await expect(loadTorch(lenet5(), path)).rejects.toMatchObject({ code: 'ENOENT', path });
  const inside = join(path, 'below');
  await writeFile(path, 'mine');
  await expect(saveTorch(lenet5(), inside)).rejects.toMatchObject({ code: 'ENOTDIR', path: inside });
  expect(await readFile(path, 'utf8')).toBe('mine');
});

it('bundles for a browser without anything of Node, and reads an address there', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "import { loadTorch, saveTorch } from '@featuremap/models'; globalThis.used = [loadTorch, saveTorch];",
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    external: ['@tensorflow/*'],
    write: false,
  });
  const [bundle] = outputFiles;
  expect(bundle?.text).toContain('a browser writes no files');
  expect(bundle?.text).not.toMatch(/from "node:|require\("(node:)?fs/);
});

function values(model: tf.LayersModel) {
  return model.getWeights().map(weight => weight.dataSync());
}
