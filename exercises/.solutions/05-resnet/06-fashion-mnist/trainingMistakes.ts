import { type Failure, failureOf, type Language, type Text } from '@featuremap/grader';
import { type Recipe, stepLength } from './recipe.js';
import { meanOf } from './training.js';

const number = (value: number) => String(Number(value.toPrecision(3)));

/** Why a recipe teaches the network nothing. */
export function nothingLearned(recipe: Recipe, losses: readonly number[]): Failure {
  const { id, says } = reasonOf(recipe);
  return failureOf({ id, says }, language => drawLosses(losses, language));
}

function reasonOf(recipe: Recipe): { id: string; says: Text } {
  const [rate, momentum, length] = [recipe.learningRate, recipe.momentum, stepLength(recipe)].map(number);
  // The lecture's 0.1 trains, though not well: what fails above is too large, what fails below too small.
  if (stepLength(recipe) < 0.1) {
    return {
      id: 'rate-too-small',
      says: {
        en: `The loss hardly moves from 2.3, which is guessing: your steps are ${length} times the gradient, too short to get anywhere in this time. Take a larger learning rate.`,
        zh: `损失几乎停在 2.3，也就是瞎猜的水平：你的一步是梯度的 ${length} 倍，太短，这点时间里走不到哪里去。请增大学习率。`,
      },
    };
  }
  if (recipe.momentum > 0) {
    return {
      id: 'momentum-not-allowed-for',
      says: {
        en: `The loss jumps up and then stays at guessing, or becomes NaN. With momentum ${momentum} a learning rate of ${rate} makes steps of ${rate} / (1 - ${momentum}) = ${length} times the gradient: too long. More momentum wants a lower rate.`,
        zh: `损失先跳高，然后停在瞎猜的水平，或者变成 NaN。动量为 ${momentum} 时，学习率 ${rate} 的一步是梯度的 ${rate} / (1 - ${momentum}) = ${length} 倍：太长了。动量大，学习率就要小。`,
      },
    };
  }
  return {
    id: 'rate-too-large',
    says: {
      en: `The loss jumps up and then stays at guessing, or becomes NaN: steps of ${length} times the gradient are too long for this network. Take a lower learning rate.`,
      zh: `损失先跳高，然后停在瞎猜的水平，或者变成 NaN：一步走梯度的 ${length} 倍，对这个网络来说太长了。请减小学习率。`,
    },
  };
}

/** The loss in eight parts of the training, a # for each 0.1. */
function drawLosses(losses: readonly number[], language: Language): string[] {
  const size = Math.max(1, Math.ceil(losses.length / 8));
  const starts = Array.from({ length: Math.ceil(losses.length / size) }, (_, at) => at * size);
  const heading = { en: 'steps      loss (mean)', zh: '步         损失（平均）' };
  return [
    heading[language],
    ...starts.map(start => {
      const mean = meanOf(losses.slice(start, start + size));
      const steps = `${start + 1}-${Math.min(start + size, losses.length)}`;
      const bar = Number.isFinite(mean) ? '#'.repeat(Math.min(40, Math.round(10 * mean))) : '';
      return `${steps.padEnd(9)}  ${mean.toFixed(3).padStart(8)}  ${bar}`.trimEnd();
    }),
  ];
}

/** Trained, and not well enough. */
export function accuracyTooLow(
  recipe: Recipe,
  losses: readonly number[],
  measured: string,
  wanted: string,
): Failure {
  const advice = adviceOn(recipe);
  const says = {
    en: `The network gets ${measured} of the test images right, and ${wanted} is wanted. ${advice.en}`,
    zh: `网络在测试图像上的准确率是 ${measured}，要求是 ${wanted}。${advice.zh}`,
  };
  return failureOf({ id: 'accuracy-too-low', says }, language => drawLosses(losses, language));
}

function adviceOn(recipe: Recipe): Text {
  const length = number(stepLength(recipe));
  if (recipe.schedule === 'constant') {
    return {
      en: "With a constant rate the weights jump about to the last step. Let it fall towards the end: 'cosine'.",
      zh: '学习率不变，权重到最后一步还在来回跳。让它在快结束时降下来：用 cosine。',
    };
  }
  if (stepLength(recipe) > 0.7) {
    return {
      en: `Your steps are ${length} times the gradient, which is on the long side: take a lower learning rate.`,
      zh: `你的一步是梯度的 ${length} 倍，偏长：请减小学习率。`,
    };
  }
  if (recipe.momentum === 0) {
    return {
      en: 'There is still far to go at the end. Momentum makes the steps longer where the gradients agree.',
      zh: '训练结束时还差得远。动量能在梯度方向一致的地方把步子放大。',
    };
  }
  return {
    en: `Your steps are ${length} times the gradient, which is on the short side: take a larger learning rate.`,
    zh: `你的一步是梯度的 ${length} 倍，偏短：请增大学习率。`,
  };
}
