import { platform } from '#datasets-platform';
import { type DatasetDefinition, type FileSpec, fileBytes } from './definition.js';
import { download } from './download.js';
import { DatasetError, DownloadError, MissingDataError } from './errors.js';
import type { Network } from './network.js';
import type { FileRequest } from './platform.js';
import type { LoadProgress } from './progress.js';
import { type VerifiedFile, verify } from './verify.js';

/** How to look for a file. */
export interface ObtainOptions {
  readonly root: string | undefined;
  readonly download: boolean;
  readonly network: Network;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: LoadProgress) => void;
}

/** The file from the first place that has it with the right content; saved, if it came over the network. */
export async function obtain(
  definition: DatasetDefinition,
  spec: FileSpec,
  options: ObtainOptions,
): Promise<VerifiedFile> {
  const request: FileRequest = { definition, name: spec.name, bytes: fileBytes(spec), root: options.root };
  const rejected: DatasetError[] = [];
  const local = await findLocal(request, spec, options, rejected);
  if (local) return local;
  if (!options.download) throw notFound(request, rejected);

  await platform.checkCanSave(request);
  const file = await download(definition, spec, options).catch(error => {
    throw withRejected(error, rejected);
  });
  options.signal?.throwIfAborted();
  const path = await platform.save(request, file.bytes);
  if (path !== undefined) options.onProgress({ kind: 'saved', file: spec.name, path });
  return file;
}

async function findLocal(
  request: FileRequest,
  spec: FileSpec,
  { signal, onProgress }: ObtainOptions,
  rejected: DatasetError[],
): Promise<VerifiedFile | undefined> {
  signal?.throwIfAborted();
  for await (const { path, read } of platform.localCopies(request)) {
    signal?.throwIfAborted();
    const found = await read()
      .then(bytes => verify(bytes, spec, path))
      .catch((error: unknown) => {
        if (error instanceof DatasetError) return error;
        throw error;
      });
    if (!(found instanceof DatasetError)) {
      onProgress({ kind: 'found', file: spec.name, path });
      return found;
    }
    rejected.push(found);
    onProgress({ kind: 'rejected', file: spec.name, path, reason: found.message });
  }
  return undefined;
}

/** The first file that was there but wrong says more than that none was right. */
function notFound(request: FileRequest, [first]: DatasetError[]): DatasetError {
  const { definition, name } = request;
  const remedy = `put the right file there (plain or .gz), or load with \`download: true\``;
  if (first) return withMessage(first, `${definition.name}: ${first.message}; ${remedy}`);
  return new MissingDataError(
    `${definition.name}: ${name} is in none of ${platform.places(request).join(', ')}; ${remedy}`,
  );
}

function withRejected(error: unknown, [first]: DatasetError[]): unknown {
  if (!first || !(error instanceof DownloadError)) return error;
  return withMessage(error, `${error.message} (on this machine: ${first.message})`);
}

function withMessage(error: DatasetError, message: string): DatasetError {
  const Class = error.constructor as new (message: string, options: ErrorOptions) => DatasetError;
  return new Class(message, { cause: error });
}
