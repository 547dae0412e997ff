import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, type: 'usize' | 'i32' | 'f32', doc: string }} Field */
/** @typedef {{ name: string, file: string, doc: string, fields: Field[] }} Kernel */

/**
 * Reads what each kernel takes from its `@unmanaged` struct, the one place that declares it:
 * `class Conv2DArgs` in assembly/kernels/conv2d.ts is what the function `conv2D` of that file gets.
 * @param {string} folder assembly/kernels
 * @returns {Kernel[]} in the order of files and of structs in a file
 */
export function readKernels(folder) {
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts'))
    .sort()
    .flatMap(file => kernelsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/** @typedef {{ name: string, members: string[], doc: string }} Enum */

/**
 * Reads the enums that kernels declare, such as `UnaryOp`: their members count from 0.
 * @param {string} folder assembly/kernels
 * @returns {Enum[]}
 */
export function readEnums(folder) {
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts'))
    .sort()
    .flatMap(file => enumsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/** @param {string} file @param {string} source @returns {Enum[]} */
function enumsOf(file, source) {
  const enums = source.matchAll(
    /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export const enum (\w+) \{([^}]*)\}/g,
  );
  return [...enums].map(([, doc, name, body]) => {
    const members = body
      .replace(/\/\/.*/g, '')
      .split(',')
      .map(member => member.trim())
      .filter(member => member);
    const wrong = members.find(member => !/^[A-Z][A-Z0-9_]*$/.test(member));
    if (wrong)
      throw new Error(`${file}: enum ${name}: expected a name like RELU without a value, got "${wrong}"`);
    return { name, members, doc: clean(doc) };
  });
}

/** @param {string} file @param {string} source @returns {Kernel[]} */
function kernelsOf(file, source) {
  const structs = source.matchAll(
    /(?:\/\*\*([\s\S]*?)\*\/\s*)?@unmanaged\s+export class (\w+)Args \{([^}]*)\}/g,
  );
  return [...structs].map(([, doc, type, body]) => {
    const name = type[0].toLowerCase() + type.slice(1);
    if (!source.includes(`export function ${name}(args: ${type}Args, task: i32): void`)) {
      throw new Error(
        `${file}: ${type}Args stands there, but not "export function ${name}(args: ${type}Args, task: i32): void"`,
      );
    }
    return { name, file: file.replace(/\.ts$/, ''), doc: clean(doc), fields: fieldsOf(file, type, body) };
  });
}

/** @param {string} file @param {string} type @param {string} body @returns {Field[]} */
function fieldsOf(file, type, body) {
  return body
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('//') && !line.startsWith('*') && !line.startsWith('/*'))
    .map(line => {
      const match = /^(\w+): (usize|i32|f32);(?: \/\/ (.*))?$/.exec(line);
      if (!match)
        throw new Error(`${file}: ${type}Args: expected "name: usize|i32|f32; // what it is", got "${line}"`);
      return { name: match[1], type: /** @type {Field['type']} */ (match[2]), doc: match[3] ?? '' };
    });
}

/** @param {string | undefined} doc */
function clean(doc) {
  // The match may start at an earlier comment: the struct's own is the last one.
  const own = (doc ?? '').split('/**').at(-1) ?? '';
  return own.replace(/^\s*\*? ?/gm, '').trim();
}
