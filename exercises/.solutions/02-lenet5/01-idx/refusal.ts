import { type Check, callLearner, type Failure, failureOf, type Random, type Text } from '@featuremap/grader';
import { firstBytes } from './drawFile.js';
import { idxFile } from './idxFile.js';

interface Stranger {
  readonly what: Text;
  readonly bytes: Uint8Array;
}

/**
 * Files that people do pass to such a function. The third byte of every gzip file happens to be 8. Each is long enough
 * for a header of as many dimensions as its fourth byte says, so that none is refused by a read past its end.
 */
const strangers = (random: Random): { gzip: Stranger; floats: Stranger; page: Stranger } => ({
  gzip: {
    what: { en: 'a .gz file, not unpacked', zh: '没有解压的 .gz 文件' },
    bytes: Uint8Array.from([0x1f, 0x8b, 8, 0, ...random.matrix([36], 0, 255)]),
  },
  floats: {
    what: { en: 'IDX, of floats', zh: '浮点数的 IDX 文件' },
    bytes: floatFile(random),
  },
  page: {
    what: { en: 'a web page', zh: '一个网页' },
    bytes: new TextEncoder().encode(
      `<!DOCTYPE html><title>404</title>${'<p>There is no such file.'.repeat(20)}`,
    ),
  },
});

function floatFile(random: Random): Uint8Array {
  const file = idxFile([8], random.matrix([32], 0, 255));
  file[2] = 0x0d;
  return file;
}

/** Whoever takes all of them has not looked; whoever takes one has looked at the other bytes. */
const mistakes = {
  page: {
    id: 'magic-not-checked',
    says: {
      en: 'You take any file for IDX, whatever it is, and would make a shape of bytes that mean something else. Throw an Error unless bytes[0] and bytes[1] are 0 and bytes[2] is 8.',
      zh: '不管什么文件，你都当成 IDX 来读，会把别的含义的字节读成 shape。除非 bytes[0] 和 bytes[1] 都是 0 且 bytes[2] 是 8，否则请抛出 Error。',
    },
  },
  gzip: {
    id: 'zeros-not-checked',
    says: {
      en: 'You look at the type alone, bytes[2]. That byte is 8 in every .gz file too, by chance. Throw an Error unless bytes[0] and bytes[1] are 0 as well.',
      zh: '你只看了类型 bytes[2]。碰巧每个 .gz 文件的这个字节也是 8。bytes[0] 和 bytes[1] 不是 0 时，也要抛出 Error。',
    },
  },
  floats: {
    id: 'type-not-checked',
    says: {
      en: 'You look at the two zeros alone. This file has them, but its elements are of another type: 0d stands for floats of four bytes. Throw an Error unless bytes[2] is 8 as well.',
      zh: '你只看了开头的两个零。这个文件也有，但元素是别的类型：0d 表示四个字节的浮点数。bytes[2] 不是 8 时，也要抛出 Error。',
    },
  },
} as const;

/** True where the learner's function throws; a failure where it could not be called at all. */
async function refuses(
  learner: Parameters<typeof callLearner>[0],
  { bytes }: Stranger,
): Promise<boolean | Failure> {
  const called = await callLearner(learner, 'readIdx', bytes);
  if (!('failure' in called)) return false;
  const { mistake } = called.failure;
  if (mistake === 'threw') return true;
  return mistake === 'returned-nothing' ? false : called.failure;
}

/** Checks that files of another kind are refused. */
export const refusal: Check = {
  title: { en: 'a file of another kind is refused', zh: '拒绝别的种类的文件' },
  run: async (learner, { random }) => {
    const { page, gzip, floats } = strangers(random);
    const answers: { stranger: Stranger; refused: boolean }[] = [];
    for (const stranger of [page, gzip, floats]) {
      const refused = await refuses(learner, stranger);
      if (typeof refused !== 'boolean') return refused;
      answers.push({ stranger, refused });
    }
    const [pageRefused, gzipRefused, floatsRefused] = answers.map(({ refused }) => refused);
    if (pageRefused && gzipRefused && floatsRefused) return undefined;
    const taken = pageRefused ? (gzipRefused ? 'floats' : 'gzip') : 'page';
    return failureOf(mistakes[taken], language => [
      { en: 'first four bytes', zh: '前四个字节' }[language],
      '',
      ...answers.map(({ stranger: { what, bytes }, refused }) => {
        const answer = refused
          ? { en: 'refused, right', zh: '拒绝了，正确' }
          : { en: 'taken, but should be refused', zh: '接受了，应当拒绝' };
        return `${refused ? ' ' : '>'} ${firstBytes(bytes)}   ${what[language]}: ${answer[language]}`;
      }),
    ]);
  },
};
