// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { recipes } from '@featuremap/models';
import { goals, seeds } from './goals.mjs';

/** @typedef {import('./resultsFile.mjs').Result} Result */
/** @typedef {'en' | 'zh'} Language */
/** @typedef {'lenet5' | 'googlenet' | 'resnet'} Network */

/** The networks that are trained in full here; AlexNet's ten epochs take hours on a CPU. */
const titles = { lenet5: 'LeNet-5', googlenet: 'GoogLeNet', resnet: 'ResNet' };

const words = {
  en: {
    network: 'network',
    recipe: 'recipe',
    goal: 'goal',
    seed: 'seed',
    rate: 'rate',
    momentum: 'momentum',
    schedule: 'schedule',
    clip: 'clipped to',
    epochs: 'epochs',
    images: 'images',
    accuracy: 'test accuracy, by seed',
    constant: 'constant',
    cosine: 'cosine',
    diverged: 'diverged',
    missing: 'not trained yet',
    rest: (/** @type {Result} */ r) =>
      `${r.epochs} epochs, batch ${r.batchSize}, SGD ${r.learningRate}${r.schedule === 'cosine' ? ', cosine' : ''}`,
  },
  zh: {
    network: '网络',
    recipe: '训练方案',
    goal: '目标',
    seed: '种子',
    rate: '学习率',
    momentum: '动量',
    schedule: '学习率计划',
    clip: '梯度裁剪到',
    epochs: '轮数',
    images: '图像',
    accuracy: '各种子的测试准确率',
    constant: '不变',
    cosine: '余弦',
    diverged: '发散',
    missing: '尚未训练',
    rest: (/** @type {Result} */ r) =>
      `${r.epochs} 轮，批量 ${r.batchSize}，SGD ${r.learningRate}${r.schedule === 'cosine' ? '，余弦' : ''}`,
  },
};

/** MNIST: a row for each network, a column for each seed. @param {readonly Result[]} results @param {Language} language @param {readonly string[]} wanted the networks to list */
export function accuracyTable(results, language, wanted = networks()) {
  const text = words[language];
  const head = [text.network, text.recipe, ...seeds.map(seed => `${text.seed} ${seed}`), text.goal];
  const listed = networks().filter(network => wanted.includes(network));
  const rows = listed.map(network => {
    const own = results.filter(result => result.network === network);
    const [first] = own;
    const accuracies = seeds.map(seed =>
      accuracyText(
        own.find(result => result.seed === seed),
        language,
      ),
    );
    return [titles[network], first ? text.rest(first) : '', ...accuracies, percent(goals[network] ?? 0)];
  });
  return table([head, ...rows]);
}

/** One network's sweep: a row for each choice, the best first. @param {readonly Result[]} results @param {import('@featuremap/models').NetworkName} network @param {Language} language */
export function sweepTable(results, network, language) {
  const text = words[language];
  const own = results.filter(result => result.network === network);
  const choices = [...new Set(own.map(choiceOf))].map(choice =>
    own.filter(result => choiceOf(result) === choice),
  );
  choices.sort((a, b) => longest(b) - longest(a) || largest(b) - largest(a) || mean(b) - mean(a));
  const sizes = new Set(own.map(({ imageSize }) => imageSize));
  const head = [
    text.epochs,
    ...(sizes.size > 1 ? [text.images] : []),
    text.rate,
    text.momentum,
    text.schedule,
    text.clip,
    text.accuracy,
  ];
  const rows = choices.map(group => {
    const { epochs, imageSize, learningRate, momentum, schedule, maxGradientNorm } = /** @type {Result} */ (
      group[0]
    );
    const bySeed = [...group].sort((a, b) => a.seed - b.seed);
    return [
      String(epochs),
      ...(sizes.size > 1 ? [`${imageSize}×${imageSize}`] : []),
      String(learningRate),
      momentum ? String(momentum) : '',
      schedule === 'cosine' ? text.cosine : text.constant,
      maxGradientNorm === null ? '' : String(maxGradientNorm),
      bySeed.map(result => accuracyText(result, language)).join(', '),
    ];
  });
  return table([head, ...rows]);
}

/** FashionMNIST: what the recipes come to. @param {readonly Result[]} results @param {Language} language */
export function recipesTable(results, language) {
  const text = words[language];
  const head = [text.network, text.recipe, ...seeds.map(seed => `${text.seed} ${seed}`)];
  const rows = networks().map(network => {
    const own = results.filter(result => isRecipe(result, network));
    const accuracies = seeds.map(seed =>
      accuracyText(
        own.find(result => result.seed === seed),
        language,
      ),
    );
    return [titles[network], `\`featuremap train ${network} --dataset fashion-mnist\``, ...accuracies];
  });
  return table([head, ...rows]);
}

/** Puts a document's tables in their places, between `<!-- name -->` and `<!-- /name -->`. @param {string} document @param {Readonly<Record<string, string>>} tables */
export function withTables(document, tables) {
  return Object.entries(tables).reduce((text, [name, content]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`There is no place for the table ${name}.`);
    return text.replace(place, (_, begin, end) => `${begin}${content}\n${end}`);
  }, document);
}

/**
 * Every document that has tables from results, with what stands in them.
 *
 * @returns {{ file: string, tables: Record<string, string> }[]}
 */
export function documents() {
  const fashion = resultsIn('fashion-mnist');
  const mnist = resultsIn('mnist');
  const languages = /** @type {const} */ (['en', 'zh']);
  const ending = { en: '.md', zh: '.zh-CN.md' };
  return [
    ...languages.map(language => ({
      file: `docs/accuracy${ending[language]}`,
      tables: { accuracy: accuracyTable(mnist, language) },
    })),
    ...languages.map(language => ({
      file: `docs/fashion-mnist${ending[language]}`,
      tables: {
        recipes: recipesTable(fashion, language),
        ...Object.fromEntries(
          [...networks(), /** @type {const} */ ('alexnet')].map(network => [
            network,
            sweepTable(fashion, network, language),
          ]),
        ),
      },
    })),
  ];
}

/** @param {string} dataset @returns {Result[]} */
function resultsIn(dataset) {
  return JSON.parse(readFileSync(new URL(`results/${dataset}.json`, import.meta.url), 'utf8'));
}

/** @returns {Network[]} */
function networks() {
  return /** @type {Network[]} */ (Object.keys(titles));
}

/** @param {Result} result @param {Network} network */
function isRecipe(result, network) {
  const { imageSize, source, ...recipe } = recipes[network]['fashion-mnist'];
  const given = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (result));
  return result.network === network && Object.entries(recipe).every(([name, value]) => given[name] === value);
}

/** @param {Result} result */
function choiceOf({ epochs, imageSize, learningRate, momentum, schedule, warmupEpochs, maxGradientNorm }) {
  return [epochs, imageSize, learningRate, momentum, schedule, warmupEpochs, maxGradientNorm].join(' ');
}

/** @param {readonly Result[]} group */
function longest(group) {
  return group[0]?.epochs ?? 0;
}

/** @param {readonly Result[]} group */
function largest(group) {
  return group[0]?.imageSize ?? 0;
}

/** @param {readonly Result[]} group */
function mean(group) {
  return group.reduce((sum, { accuracy }) => sum + (accuracy ?? 0), 0) / group.length;
}

/** @param {Result | undefined} result @param {Language} language */
function accuracyText(result, language) {
  if (!result) return words[language].missing;
  return result.accuracy === null ? words[language].diverged : percent(result.accuracy);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(2)}%`;
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map(row => columnsOf(row[column] ?? ''))),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** Chinese characters and their punctuation are two columns wide. @param {string} text */
function columnsOf(text) {
  return text.length + (text.match(/[\u3000-\u9fff\uff00-\uff60]/g)?.length ?? 0);
}

if (process.argv[1] === import.meta.filename) {
  for (const { file, tables } of documents()) {
    const path = new URL(`../${file}`, import.meta.url);
    writeFileSync(path, withTables(readFileSync(path, 'utf8'), tables));
  }
}
