import { readFileSync } from 'node:fs';

/** A metadata file, `course.json` or `exercise.json`, that cannot be used. */
export class MetadataError extends Error {
  /** The class's name, also where there are two copies of it. */
  override readonly name = 'MetadataError';
}

/** What each field of a metadata file should hold. */
export type Fields<T> = Readonly<
  Record<keyof T, readonly [wanted: string, fits: (value: unknown) => boolean]>
>;

/** True for a text in both languages. */
export const isText = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  ['en', 'zh'].every(language => typeof Reflect.get(value, language) === 'string');

/**
 * Reads a metadata file.
 *
 * @throws {MetadataError} when the file is missing, is no JSON, or a field does not hold what it should
 */
export function readMetadata<T extends object>(path: string, fields: Fields<T>): T {
  const metadata = parse(path);
  for (const field of Object.keys(fields) as (keyof T & string)[]) {
    const [wanted, fits] = fields[field];
    const value = Reflect.get(metadata, field);
    if (fits(value)) continue;
    throw new MetadataError(`${path}: "${field}" is ${JSON.stringify(value)}; it should be ${wanted}`);
  }
  return metadata as T;
}

function parse(path: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new MetadataError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new MetadataError(`${path} should hold an object`);
}
