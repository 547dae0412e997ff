import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Text } from './text.js';

/** A file that could not be written. What was there before is unchanged. */
export class FileError extends Error {
  /** The class's name, also where there are two copies of it. */
  override readonly name = 'FileError';
  /** Which file, why, and what to do. */
  readonly says: Text;

  constructor(says: Text) {
    super(says.en);
    this.says = says;
  }
}

/**
 * Writes a file in one step: whoever interrupts this has the old one or the new one, never half of it.
 *
 * @throws {FileError} when it cannot be written
 */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text, { flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(path, error);
  }
}

/** Says why a file or a folder cannot be written, from what the system threw. */
export function fileError(path: string, error: unknown): FileError {
  const fromHere = relative('', path);
  const shown = fromHere.startsWith('..') ? path : fromHere;
  return new FileError(cannotWrite(shown, String(Reflect.get(Object(error), 'code'))));
}

function cannotWrite(path: string, code: string): Text {
  const { en, zh } = reasons[code] ?? { en: `the system says ${code}`, zh: `系统报告 ${code}` };
  return {
    en: `${path} cannot be written: ${en}. What was there before is unchanged.`,
    zh: `无法写入 ${path}：${zh}。原来的内容没有变化。`,
  };
}

const noSpace = { en: 'the disk is full. Make room and try again', zh: '磁盘已满。请腾出空间后再试' };
const notAllowed = {
  en: 'you may not write there. Look at the permissions of its folder',
  zh: '你没有写入权限。请检查所在文件夹的权限',
};
const inTheWay = {
  en: 'something else stands in its place. Rename that and try again',
  zh: '那个位置被别的东西占用。请把它改名后再试',
};
const readOnly = { en: 'the disk is read-only', zh: '磁盘是只读的' };
const noFolder = {
  en: 'no folder can be made there. Choose another place',
  zh: '那里无法创建文件夹。请换一个位置',
};
const reasons: Readonly<Record<string, Text>> = {
  ENOSPC: noSpace,
  EDQUOT: noSpace,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: readOnly,
  ENOENT: noFolder,
  EEXIST: inTheWay,
  ENOTDIR: inTheWay,
  EISDIR: inTheWay,
  ENOTEMPTY: inTheWay,
};
