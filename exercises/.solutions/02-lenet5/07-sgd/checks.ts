import { type Check, formatNumber, functionCheck, type Random, type Text } from '@featuremap/grader';
import { type MomentumArgs, momentumMistakes } from './momentumMistakes.js';
import { type SgdArgs, sgdMistakes } from './sgdMistakes.js';
import { type Moved, momentumStep, sgdStep } from './steps.js';
import { tfSgdStep, tfTwoSteps } from './tensorflow.js';

/** A name and a number. */
const is = (name: string, value: number) => `${name} = ${formatNumber(value)}`;

const sgdCheck = (
  title: Text,
  cases: (random: Random) => readonly SgdArgs[],
  expected: (...args: SgdArgs) => Float32Array[] = sgdStep,
): Check =>
  functionCheck<SgdArgs>({
    title,
    name: 'sgdStep',
    parameters: ['parameters', 'gradients', 'learningRate'],
    cases,
    expected,
    mistakes: sgdMistakes,
    draw: ({ args: [parameters, gradients, learningRate], path: [k, i] }) => {
      const [parameter, gradient, result] = [
        parameters[k][i],
        gradients[k][i],
        parameters[k][i] - learningRate * gradients[k][i],
      ].map(formatNumber);
      return [
        `parameters[${k}][${i}] - learningRate * gradients[${k}][${i}]`,
        `= ${parameter} - ${learningRate} * ${gradient} = ${result}`,
      ];
    },
  });

const momentumCheck = (
  title: Text,
  cases: (random: Random) => readonly MomentumArgs[],
  expected: (...args: MomentumArgs) => Moved = momentumStep,
): Check =>
  functionCheck<MomentumArgs>({
    title,
    name: 'momentumStep',
    parameters: ['parameters', 'gradients', 'velocities', 'options'],
    cases,
    expected: (...args) => ({ ...expected(...args) }),
    mistakes: momentumMistakes,
    draw: ({ args, path: [k, i] }) => {
      const [parameters, gradients, velocities, { learningRate, momentum }] = args;
      const after = momentumStep(...args);
      const [parameter, gradient, velocity, newVelocity, newParameter] = [
        parameters,
        gradients,
        velocities,
        after.velocities,
        after.parameters,
      ].map(lists => formatNumber(lists[k][i]));
      return [
        `${is('learningRate', learningRate)}   ${is('momentum', momentum)}`,
        '',
        `velocities[${k}][${i}] = ${momentum} * ${velocity} + ${gradient} = ${newVelocity}`,
        `parameters[${k}][${i}] = ${parameter} - ${learningRate} * ${newVelocity} = ${newParameter}`,
      ];
    },
  });

/** Arrays of these lengths, of tenths from -0.9 to 0.9 but never 0, which would hide what it is multiplied by. */
function tenths(random: Random, lengths: readonly number[]): Float32Array[] {
  const tenth = () => (random.integer(0, 1) === 0 ? -1 : 1) * (random.integer(1, 9) / 10);
  return lengths.map(length => Float32Array.from({ length }, tenth));
}

/** A step of a network whose arrays have these lengths. */
const step = (random: Random, lengths: readonly number[], learningRate: number): SgdArgs => [
  tenths(random, lengths),
  tenths(random, lengths),
  learningRate,
];

const stepWithMomentum = (
  random: Random,
  lengths: readonly number[],
  learningRate: number,
  momentum: number,
): MomentumArgs => [
  tenths(random, lengths),
  tenths(random, lengths),
  tenths(random, lengths),
  { learningRate, momentum },
];

/** TensorFlow.js keeps its velocities to itself: after a first step they are that step’s gradients. */
function tfMomentumStep(...[parameters, gradients, velocities, options]: MomentumArgs): Moved {
  const before = sgdStep(parameters, velocities, -options.learningRate);
  return {
    parameters: tfTwoSteps(before, [velocities, gradients], options),
    velocities: momentumStep(parameters, gradients, velocities, options).velocities,
  };
}

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  sgdCheck({ en: 'sgdStep goes against the gradient', zh: 'sgdStep 逆着梯度走' }, random => [
    step(random, [3], 0.1),
    step(random, [4], 0.5),
  ]),
  sgdCheck({ en: 'sgdStep changes every array', zh: 'sgdStep 改变每一个数组' }, random => [
    step(random, [3, 2], 0.1),
    step(random, [2, 4, 3], 0.9),
  ]),
  sgdCheck(
    { en: 'TensorFlow.js takes the same step', zh: 'TensorFlow.js 走的是同样的一步' },
    random => [step(random, [6, 2, 5, 3], 0.9)],
    tfSgdStep,
  ),
  momentumCheck({ en: 'momentumStep keeps its velocity', zh: 'momentumStep 保持速度' }, random => [
    stepWithMomentum(random, [3], 0.1, 0.9),
    stepWithMomentum(random, [2, 4], 0.5, 0.8),
  ]),
  momentumCheck(
    {
      en: 'TensorFlow.js takes the same step with momentum',
      zh: '带动量时，TensorFlow.js 走的也是同样的一步',
    },
    random => [stepWithMomentum(random, [6, 2, 5, 3], 0.25, 0.9)],
    tfMomentumStep,
  ),
];
