import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawFile } from './drawFile.js';
import { behind, mnistFiles, randomFile } from './idxFile.js';
import { readIdx } from './readIdx.js';
import { readIdxMistakes } from './readIdxMistakes.js';
import { refusal } from './refusal.js';

type Args = readonly [bytes: Uint8Array];

const check = (title: Text, cases: (random: Random) => readonly Uint8Array[]): Check =>
  functionCheck<Args>({
    title,
    name: 'readIdx',
    parameters: ['bytes'],
    cases: random => cases(random).map(bytes => [bytes]),
    expected: bytes => ({ ...readIdx(bytes) }),
    mistakes: readIdxMistakes,
    draw: drawFile,
  });

const real: Text = { en: 'MNIST’s own files', zh: 'MNIST 的真实文件' };

/**
 * What the exercise asks for. Each check has a file of more than 8,208 bytes: in a shorter one, reading 2,051 sizes
 * throws, and what throws cannot be told apart.
 */
export const checks: readonly Check[] = [
  check({ en: 'a file of three dimensions, as images are', zh: '三个维度的文件，像图像那样' }, random => [
    randomFile(random, [2, 5, 4]),
    randomFile(random, [2, 3, random.integer(257, 400)]),
    randomFile(random, [3, 60, 61]),
  ]),
  check({ en: 'a file of one dimension, as labels are', zh: '一个维度的文件，像标签那样' }, random => [
    randomFile(random, [random.integer(40, 60)]),
    randomFile(random, [random.integer(257, 400)]),
    randomFile(random, [9000]),
  ]),
  check({ en: 'two and four dimensions', zh: '两个和四个维度' }, random => [
    randomFile(random, [3, random.integer(12, 20)]),
    randomFile(random, [2, 2, 3, 4]),
    randomFile(random, [300, 31]),
  ]),
  check({ en: 'a file that lies in the middle of a buffer', zh: '文件位于一块缓冲区的中间' }, random => [
    behind(randomFile(random, [2, 2, 2]), randomFile(random, [random.integer(40, 60)])),
    behind(randomFile(random, [260, 1]), randomFile(random, [2, 5, 4])),
    behind(randomFile(random, [9]), randomFile(random, [300, 31])),
  ]),
  {
    title: real,
    run: async (learner, run) => {
      const { labels, images } = await mnistFiles(3);
      return check(real, () => [labels, images]).run(learner, run);
    },
  },
  refusal,
];
