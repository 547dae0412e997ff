import type { Try } from './mistake.js';
import { errorName } from './outcome.js';
import type { Text } from './text.js';
import { firstDifference, isRecord, sameValue, shapeOf, type Value, valueAt } from './value.js';

/** How an exercise's stub begins its error: the file as the learner gets it. */
const notWritten = /^not written yet/;

/** Something that can go wrong in any exercise. */
interface GeneralMistake {
  readonly id: string;
  readonly fits: (wrong: Try<readonly Value[]>) => boolean;
  readonly says: (wrong: Try<readonly Value[]>, name: string) => Text;
}

/** From the most certain to the vaguest; the last one fits always. */
const generalMistakes: readonly GeneralMistake[] = [
  {
    id: 'not-exported',
    fits: wrong => errorOf(wrong) instanceof MissingFunction,
    says: (_, name) => ({
      en: `exercise.ts exports no function named ${name}. Put the line \`export function ${name}(…)\` back as it was.`,
      zh: `exercise.ts 没有导出名为 ${name} 的函数。请恢复原来的 \`export function ${name}(…)\` 这一行。`,
    }),
  },
  {
    id: 'not-written',
    fits: wrong => notWritten.test(messageOf(errorOf(wrong))),
    says: (_, name) => ({
      en: `${name} is not written yet. Read README.md in this folder, then replace the line that throws in exercise.ts with your code.`,
      zh: `${name} 还没有写。请先读本目录的 README.zh-CN.md，再把 exercise.ts 中 throw 那一行换成你的代码。`,
    }),
  },
  {
    id: 'threw',
    fits: wrong => 'error' in wrong.outcome,
    says: (wrong, name) => {
      const error = errorOf(wrong);
      const line = lineOf(error);
      const what = `${errorName(error)}: ${messageOf(error).replace(/\.$/, '')}`;
      const reason = reasonFor(error);
      return {
        en: `${name} stopped with an error${line ? ` in line ${line} of exercise.ts` : ''}: ${what}.${reason ? ` ${reason.en}` : ''}`,
        zh: `${name} 运行时出错${line ? `（exercise.ts 第 ${line} 行）` : ''}：${what}。${reason?.zh ?? ''}`,
      };
    },
  },
  {
    id: 'returned-nothing',
    fits: wrong => returned(wrong) === undefined,
    says: (_, name) => ({
      en: `${name} returned undefined. Is the \`return\` at the end missing?`,
      zh: `${name} 返回了 undefined。是不是末尾漏了 \`return\`？`,
    }),
  },
  {
    id: 'input-changed',
    fits: ({ args, argsAfter }) => !sameValue(args, argsAfter),
    says: (_, name) => ({
      en: `${name} changed the array that it was given. Whoever calls it still needs that array: build a new one.`,
      zh: `${name} 改动了传进来的数组。调用者之后还要用它：请新建一个数组。`,
    }),
  },
  {
    id: 'wrong-shape',
    fits: ({ expected, outcome }) => 'value' in outcome && differsInShape(expected, outcome.value),
    says: (wrong, name) => ({
      en: `${name} should return ${showSize(wrong.expected).en}, and returned ${showSize(returned(wrong)).en}. Work out the output's size first, then fill it.`,
      zh: `${name} 应返回${showSize(wrong.expected).zh}，实际返回${showSize(returned(wrong)).zh}。先算出输出的大小，再填数。`,
    }),
  },
  {
    id: 'not-a-number',
    fits: wrong => {
      const path = firstDifference(wrong.expected, returned(wrong)) ?? [];
      return (
        typeof valueAt(wrong.expected, path) === 'number' && !Number.isFinite(valueAt(returned(wrong), path))
      );
    },
    says: (wrong, name) => {
      const came = valueAt(returned(wrong), firstDifference(wrong.expected, returned(wrong)) ?? []);
      if (typeof came === 'string') {
        return {
          en: `${name} returned text where a number belongs. A number + an array, or + text, gives text: are you adding a whole array where one of its numbers is meant?`,
          zh: `${name} 的结果里本该是数的地方成了文字。数和数组、和文字用 + 相加，得到的都是文字：是不是该取数组里的一个数，却加上了整个数组？`,
        };
      }
      if (came === Infinity || came === -Infinity) {
        return {
          en: `${name} returned a number that is infinite. Do you divide by 0, or does a variable that began at Infinity or -Infinity keep that value?`,
          zh: `${name} 的结果里有无穷大。是不是除以了 0？或者从 Infinity、-Infinity 开始的变量一直没有变过？`,
        };
      }
      return {
        en: `${name} returned something that is not a number. Reading past the end of an array gives undefined, and arithmetic with undefined gives NaN: check the bounds of your loops.`,
        zh: `${name} 的结果里有不是数字的值。数组越界读到的是 undefined，undefined 参与运算得到 NaN：请检查循环的边界。`,
      };
    },
  },
  {
    id: 'wrong-value',
    fits: () => true,
    says: () => ({
      en: 'This is none of the usual mistakes. Work the marked number out with pencil and paper, then print the numbers that your code makes on the way to it.',
      zh: '这不属于常见的错误。先用纸笔算出标出的那个数，再把程序算到它的中间结果打印出来，逐个对照。',
    }),
  },
];

/** Stands in for what a function that is not there would throw. */
export class MissingFunction extends Error {}

/** What went wrong, in general terms. */
export function generalMistake(wrong: Try<readonly Value[]>, name: string): { id: string; says: Text } {
  const mistake = generalMistakes.find(({ fits }) => fits(wrong));
  if (!mistake) throw new Error('the last general mistake fits always');
  return { id: mistake.id, says: mistake.says(wrong, name) };
}

function differsInShape(expected: Value, actual: unknown): boolean {
  if (!isRecord(expected)) return showShape(expected) !== showShape(actual);
  return !isRecord(actual) || Object.keys(expected).some(key => !(key in actual));
}

/** A shape as people write it: `4×4`, `number`, `{ loss, gradient }`. */
export function showShape(value: unknown): string {
  if (isRecord(value)) return `{ ${Object.keys(value).join(', ')} }`;
  const shape = shapeOf(value);
  if (!shape) return '[…]';
  if (value === null) return 'null';
  return shape.length === 0 ? typeof value : shape.join('×');
}

/** The same within a sentence, where a list's bare length would read as a number. */
function showSize(value: unknown): Text {
  const shape = showShape(value);
  if (!Array.isArray(value) || !/^\d+$/.test(shape)) return { en: shape, zh: ` ${shape}` };
  return { en: `a list of ${shape}`, zh: `长度为 ${shape} 的列表` };
}

function errorOf({ outcome }: Try<readonly Value[]>): unknown {
  return 'error' in outcome ? outcome.error : undefined;
}

function returned({ outcome }: Try<readonly Value[]>): unknown {
  return 'value' in outcome ? outcome.value : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is most often behind an error of JavaScript itself; a library's own message says enough. */
function reasonFor(error: unknown): Text | undefined {
  const message = messageOf(error);
  if (errorName(error) === 'TypeError' && /undefined|not iterable/.test(message)) {
    return {
      en: 'Most often an index runs past the end of an array: print the indices just before that line.',
      zh: '最常见的原因是下标越界：在那一行之前把下标打印出来看看。',
    };
  }
  if (errorName(error) === 'ReferenceError' && /is not defined/.test(message)) {
    return {
      en: 'If it is to come from a library, import it; `import type` brings types only, so take the word `type` out.',
      zh: '如果它来自某个库，请先导入；`import type` 只导入类型，要去掉 `type` 这个词。',
    };
  }
  return undefined;
}

/** The line of the learner's file in which an error arose. */
function lineOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.match(/exercise\.ts:(\d+)/)?.[1] : undefined;
}
