import { dispose, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { platform } from '#models-platform';
import { cut, decodeSafetensors, encodeSafetensors, type SafeTensor } from './safetensors.js';
import { TorchFileError } from './torchFileError.js';
import { fromTorch, type TorchParameter, torchParameters, toTorch } from './torchParameters.js';

/**
 * Saves a model's weights as a safetensors file that PyTorch loads: the `state_dict` of the lecture's module of the
 * same network, float32, with its names (`net.0.weight`, `net.3.branch2.0.bias`) and in its layouts. Whatever happens,
 * the file is there as a whole or not at all; one that was there before is replaced.
 *
 * @param model One of the four networks, or any model that {@link torchParameters} knows.
 * @param file A path or `file:` URL. In a browser use {@link encodeTorch}.
 * @throws the system's error (ENOENT, ENOSPC, …), whose `path` is the file; {@link TorchFileError} in a browser
 * @example
 * await saveTorch(model, 'lenet5.safetensors');
 * // in Python: model.load_state_dict(safetensors.torch.load_file('lenet5.safetensors'))
 */
export async function saveTorch(model: LayersModel, file: string | URL): Promise<void> {
  await platform.write(file, await encodeTorch(model));
}

/**
 * The bytes that {@link saveTorch} writes.
 *
 * @example
 * const url = URL.createObjectURL(new Blob([await encodeTorch(model)])); // for <a href download>
 */
export async function encodeTorch(model: LayersModel): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = new Map<string, SafeTensor>();
  for (const parameter of torchParameters(model)) {
    const ordered = toTorch(parameter, parameter.weight.read());
    const values = Float32Array.from(await ordered.data());
    ordered.dispose();
    tensors.set(parameter.name, { shape: parameter.shape, values });
  }
  return encodeSafetensors(tensors);
}

/**
 * Sets a model's weights to those of a safetensors file: the `state_dict` of the lecture's PyTorch module of the same
 * network. Names, shapes and types are checked first; when it throws, the model is as it was.
 *
 * @param model One of the four networks, or any model that {@link torchParameters} knows.
 * @param source A path or `file:` URL, in a browser an address; or the file's bytes.
 * @throws {@link TorchFileError} for a file that is damaged or not this network's; in Node the system's error (ENOENT,
 *   EACCES, …) for one that cannot be read
 * @example
 * // in Python: safetensors.torch.save_file(model.state_dict(), 'lenet5.safetensors')
 * const model = lenet5();
 * await loadTorch(model, 'lenet5.safetensors');
 */
export async function loadTorch(
  model: LayersModel,
  source: string | URL | Uint8Array | ArrayBuffer,
): Promise<void> {
  const isPlace = typeof source === 'string' || source instanceof URL;
  const label = isPlace ? String(source) : 'loadTorch';
  const bytes = isPlace ? await platform.read(source) : new Uint8Array(source);
  const tensors = decodeSafetensors(bytes, label);
  const parameters = torchParameters(model);
  checkNames(parameters, tensors, label);
  const found = parameters.map(parameter => ({ parameter, ...checkShape(parameter, tensors, label) }));
  for (const { parameter, shape, values } of found) {
    const given = tensor(values, [...shape]);
    tidy(() => {
      parameter.weight.write(fromTorch(parameter, given));
    });
    dispose(given);
  }
}

function checkNames(
  parameters: readonly TorchParameter[],
  tensors: ReadonlyMap<string, SafeTensor>,
  label: string,
): void {
  const names = new Set(parameters.map(({ name }) => name));
  const missing = [...names].filter(name => !tensors.has(name));
  const extra = [...tensors.keys()].filter(name => !names.has(name));
  const found = [
    ...(missing.length > 0 ? [`got none of ${listed(missing)}`] : []),
    ...(extra.length > 0 ? [`got ${listed(extra)}, which this network does not have`] : []),
  ];
  if (found.length === 0) return;
  throw new TorchFileError(
    'NAMES',
    `${label}: expected the ${names.size} weights ${listed([...names])}; ${found.join(', and ')}. ` +
      "Is it another network's file? The names are those of the lecture's modules.",
  );
}

function checkShape(
  { name, shape }: TorchParameter,
  tensors: ReadonlyMap<string, SafeTensor>,
  label: string,
): SafeTensor {
  const found = tensors.get(name);
  if (found && String(found.shape) === String(shape)) return found;
  throw new TorchFileError(
    'SHAPE',
    `${label}: tensor "${name}": expected shape [${shape}], got [${cut(String(found?.shape))}]. ` +
      "Is it another network's file, or for other classes or images?",
  );
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(name => cut(JSON.stringify(name)));
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : shown.join(', ');
}
