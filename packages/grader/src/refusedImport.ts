import type { Text } from './text.js';

/** A learner's file that imports what its exercise does not allow: most often the answer. */
export class ImportError extends Error {
  /** The class's name, also where there are two copies of it. */
  override readonly name = 'ImportError';

  /**
   * @param specifier what is imported
   * @param allowed the packages that may be
   */
  constructor(
    readonly specifier: string,
    readonly allowed: readonly string[],
  ) {
    super(`"${specifier}" may not be imported here`);
  }

  /** What the learner did, and what to do instead. */
  get says(): Text {
    const ownFile = /^[./]/.test(this.specifier);
    const list = this.allowed.join(', ');
    const en = ownFile
      ? 'Each exercise stands alone: copy what you need from another one into this file.'
      : `This exercise is about writing that yourself. ${list ? `It may import ${list}.` : 'It needs no imports.'}`;
    const zh = ownFile
      ? '每个练习都是独立的：需要别处的代码，就把它复制到这个文件里。'
      : `这个练习就是要你自己把它写出来。${list ? `允许导入的有：${list}。` : '本练习不需要导入任何东西。'}`;
    return {
      en: `exercise.ts imports "${this.specifier}". ${en}`,
      zh: `exercise.ts 导入了 "${this.specifier}"。${zh}`,
    };
  }
}

/** True where a learner's file may not import this. A package that is allowed may be imported with any subpath. */
export function refusedImport(specifier: string, allowed: readonly string[]): boolean {
  return !allowed.some(name => specifier === name || specifier.startsWith(`${name}/`));
}
