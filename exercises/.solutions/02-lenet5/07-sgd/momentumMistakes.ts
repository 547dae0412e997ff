import type { Mistake, Text } from '@featuremap/grader';
import { says as saysOfSgd } from './sgdMistakes.js';
import { type Lists, type MomentumOptions, momentumStep } from './steps.js';

/** What `momentumStep` takes. */
export type MomentumArgs = readonly [
  parameters: Lists,
  gradients: Lists,
  velocities: Lists,
  options: MomentumOptions,
];

const learningRateInside: Text = {
  en: 'Your velocity has the learning rate in it. Some books do that, and from the first step on it leads the same way, as long as the rate stays the same. But the velocities that you get here have no learning rate in them, as in TensorFlow.js and PyTorch: leave it out, and multiply by it when you step.',
  zh: '你的速度里含有学习率。有的书就是这样写的，只要学习率不变，从第一步起走出来的路线也一样。但这里传给你的速度和 TensorFlow.js、PyTorch 一样，不含学习率：速度里不要乘它，走的时候再乘。',
};

/** The usual mistakes in a step with momentum. */
export const momentumMistakes: readonly Mistake<MomentumArgs>[] = [
  {
    id: 'velocity-not-kept',
    says: {
      en: 'You return the velocities that were handed over. Return the new ones, or the next step has forgotten this one.',
      zh: '你返回的是传进来的速度。要返回新的速度，否则下一步就忘了这一步。',
    },
    instead: (...args) => ({ ...momentumStep(...args), velocities: args[2] }),
  },
  {
    id: 'velocity-ignored',
    says: {
      en: 'Your velocity is the gradient alone: what was there before is lost. Keep a share of it: momentum * velocity + gradient.',
      zh: '你的速度只是梯度：原来的速度丢掉了。要保留其中一部分：momentum * velocity + gradient。',
    },
    instead: (...args) => momentumStep(...args, { velocity: (_, gradient) => gradient }),
  },
  {
    id: 'momentum-not-used',
    says: {
      en: 'Your velocity keeps all of what was there before: it grows without end, and never forgets. Multiply it by momentum first.',
      zh: '你把原来的速度全部保留了：它会一直增大，永远不会忘记。要先乘上 momentum。',
    },
    instead: (...args) => momentumStep(...args, { velocity: (old, gradient) => old + gradient }),
  },
  {
    id: 'momentum-times-both',
    says: {
      en: 'You multiply the gradient by momentum as well. Only the old velocity is: momentum * velocity + gradient.',
      zh: '你把梯度也乘上了 momentum。只有原来的速度要乘：momentum * velocity + gradient。',
    },
    instead: (...args) =>
      momentumStep(...args, { velocity: (old, gradient) => args[3].momentum * (old + gradient) }),
  },
  {
    id: 'gradient-damped',
    says: {
      en: 'You multiply the gradient by 1 - momentum, which makes the velocity a mean of the last gradients. Some optimisers do that; here, as in TensorFlow.js and PyTorch, the gradient is added whole: momentum * velocity + gradient.',
      zh: '你把梯度乘上了 1 - momentum，速度就成了最近几个梯度的平均。有的优化器是这样；而这里与 TensorFlow.js 和 PyTorch 一样，梯度是整个加上去的：momentum * velocity + gradient。',
    },
    instead: (...args) =>
      momentumStep(...args, {
        velocity: (old, gradient) => args[3].momentum * old + (1 - args[3].momentum) * gradient,
      }),
  },
  {
    id: 'learning-rate-in-the-velocity',
    says: learningRateInside,
    instead: (...args) =>
      momentumStep(...args, {
        velocity: (old, gradient) => args[3].momentum * old + args[3].learningRate * gradient,
        step: velocity => -velocity,
      }),
  },
  {
    id: 'learning-rate-in-the-velocity',
    says: learningRateInside,
    instead: (...args) =>
      momentumStep(...args, {
        velocity: (old, gradient) => args[3].momentum * old - args[3].learningRate * gradient,
        step: velocity => velocity,
      }),
  },
  {
    id: 'velocity-reversed',
    says: {
      en: 'Your velocity points downhill, and you add it. From the first step on that leads the same way; but the velocities that you get here point uphill, as gradients do and as in TensorFlow.js and PyTorch: add the gradient to them, and subtract them when you step.',
      zh: '你的速度指向下坡，走的时候再加上它。从第一步起走出来的路线是一样的；但这里传给你的速度和 TensorFlow.js、PyTorch 一样，与梯度同向，指向上坡：应给它加上梯度，走的时候再减去它。',
    },
    instead: (...args) =>
      momentumStep(...args, {
        velocity: (old, gradient) => args[3].momentum * old - gradient,
        step: velocity => args[3].learningRate * velocity,
      }),
  },
  {
    id: 'old-velocity-used',
    says: {
      en: 'You step with the velocity that was handed over. Make the new one first, then step with that: otherwise the first step goes nowhere.',
      zh: '你走这一步用的是传进来的速度。应先算出新的速度，再用它来走：否则第一步就停在原地。',
    },
    instead: (...args) => momentumStep(...args, { step: (_, __, old) => -args[3].learningRate * old }),
  },
  {
    id: 'nesterov',
    says: {
      en: 'You step by gradient + momentum * velocity with the new velocity. That is Nesterov’s variant, which looks one step ahead; here the step is learningRate * velocity.',
      zh: '你用新的速度按 gradient + momentum * velocity 走。那是 Nesterov 的变体，多往前看了一步；这里的步子是 learningRate * velocity。',
    },
    instead: (...args) =>
      momentumStep(...args, {
        step: (velocity, gradient) => -args[3].learningRate * (gradient + args[3].momentum * velocity),
      }),
  },
  {
    id: 'gradient-used-for-the-step',
    says: {
      en: 'You make the new velocity and step by the gradient all the same. Step by the velocity: parameter - learningRate * velocity.',
      zh: '你算出了新的速度，走的时候用的却还是梯度。应按速度走：parameter - learningRate * velocity。',
    },
    instead: (...args) => momentumStep(...args, { step: (_, gradient) => -args[3].learningRate * gradient }),
  },
  {
    id: 'ascent',
    says: saysOfSgd.ascent,
    instead: (...args) => momentumStep(...args, { step: velocity => args[3].learningRate * velocity }),
  },
  {
    id: 'learning-rate-forgotten',
    says: saysOfSgd['learning-rate-forgotten'],
    instead: (...args) => momentumStep(...args, { step: velocity => -velocity }),
  },
];
