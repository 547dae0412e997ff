import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimdBackend } from './backend.js';
import { DEFERRED_SIZE } from './flags.js';
import { kernelCalls, resetKernelCalls, setThreads } from './index.js';
import { startEngine } from './testing/engines.js';

let backend: SimdBackend;
beforeAll(async () => {
  await tf.setBackend('simd');
  backend = tf.backend() as unknown as SimdBackend;
});

/** A network of two layers, its optimiser, and a step that counts how often its JavaScript is run. */
class Program {
  readonly hidden = tf.variable(tf.randomNormal([6, 8], 0, 0.5, 'float32', 1));
  readonly bias = tf.variable(tf.zeros([8]));
  readonly output = tf.variable(tf.randomNormal([8, 3], 0, 0.5, 'float32', 2));
  calls = 0;
  scale = 1;

  constructor(
    readonly optimizer: tf.Optimizer = tf.train.sgd(0.1),
    readonly change: (hidden: tf.Tensor) => tf.Tensor = hidden => hidden,
  ) {}

  readonly step = ([x, y]: readonly tf.Tensor[]): tf.Tensor[] => {
    this.calls++;
    const loss = () => {
      const hidden = this.change(
        tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, this.hidden as tf.Tensor2D), this.bias)),
      );
      const logits = tf.matMul(hidden as tf.Tensor2D, this.output as tf.Tensor2D);
      return tf.mul<tf.Scalar>(tf.losses.softmaxCrossEntropy(y!, logits), this.scale);
    };
    const weights = [this.hidden, this.bias, this.output];
    return [
      this.optimizer.minimize(
        loss,
        true,
        weights.filter(({ trainable }) => trainable),
      )!,
    ];
  };

  get weights(): number[][] {
    return [this.hidden, this.bias, this.output].map(weight => [...weight.dataSync()]);
  }
}

const batches = (rows = 5) =>
  [3, 4, 5].map(seed => [
    tf.randomNormal([rows, 6], 0, 1, 'float32', seed),
    tf.oneHot(
      tf.tensor1d(
        Array.from({ length: rows }, (_, i) => (i + seed) % 3),
        'int32',
      ),
      3,
      1,
      0,
      'float32',
    ),
  ]);

type Run = (inputs: tf.Tensor[]) => tf.Tensor[];

/** Trains for some steps and gives the losses; `between` may change something before a step. */
function train(
  run: Run,
  steps: number,
  between: (step: number) => void = () => {},
  data = batches(),
): number[] {
  return Array.from({ length: steps }, (_, step) => {
    between(step);
    const [loss] = run(data[step % data.length]!);
    const value = loss!.dataSync()[0]!;
    loss!.dispose();
    return value;
  });
}

/** Trains two programs that are alike, one as it is and one recorded, and expects the same of both, to the bit. */
function expectSame(
  make: () => Program,
  between: (program: Program, step: number) => void = () => {},
  watched: (program: Program) => tf.Tensor[] = () => [],
) {
  const [plain, replayed] = [make(), make()];
  const recorded = backend.recorded(replayed.step);
  const losses = train(plain.step, 16, step => between(plain, step));
  const run: Run = inputs => recorded.run([...inputs, ...watched(replayed)]);
  expect(train(run, 16, step => between(replayed, step))).toEqual(losses);
  expect(replayed.weights).toEqual(plain.weights);
  const { replays } = recorded;
  recorded.dispose();
  return { replays, calls: replayed.calls, program: replayed };
}

describe.each([
  ['at once', Number.POSITIVE_INFINITY],
  ['when they are read', 0],
])('a recorded step whose element-wise ops are computed %s', (_, deferredSize) => {
  beforeEach(() => {
    setThreads(2);
    tf.env().set(DEFERRED_SIZE, deferredSize);
  });

  it.each([
    ['SGD', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.1, 0.9)],
    ['Adam', () => tf.train.adam(0.01)],
    ['RMSProp', () => tf.train.rmsprop(0.01)],
  ])('is replayed with %s, without its JavaScript, and gives the same to the bit', (_, optimizer) => {
    const { replays, calls } = expectSame(() => new Program(optimizer()));
    expect(replays).toBeGreaterThanOrEqual(12);
    expect(calls + replays).toBe(16);
  });

  it('runs no op of TensorFlow.js when it is replayed', () => {
    const recorded = backend.recorded(new Program().step);
    train(inputs => recorded.run(inputs), 6);
    resetKernelCalls();
    const [x, y] = batches()[0]!;
    const before = recorded.replays;
    recorded.run([x!, y!]);
    expect(recorded.replays).toBe(before + 1);
    expect(kernelCalls().has('_FusedMatMul') || kernelCalls().has('BatchMatMul')).toBe(false);
    recorded.dispose();
  });

  it('leaves no tensor and no memory behind', () => {
    const data = batches();
    const program = new Program();
    train(program.step, 2, undefined, data);
    const before = [tf.memory().numTensors, backend.heap.bytesInUse];
    const recorded = backend.recorded(program.step);
    train(inputs => recorded.run(inputs), 8, undefined, data);
    expect(tf.memory().numTensors).toBe(before[0]);
    recorded.dispose();
    expect([tf.memory().numTensors, backend.heap.bytesInUse]).toEqual(before);
  });

  it('takes the weights that are set between two calls', () => {
    const { replays } = expectSame(
      () => new Program(),
      ({ hidden, output }, step) => {
        if (step === 6) hidden.assign(tf.mul(hidden, 2));
        if (step === 11) output.assign(tf.ones(output.shape));
      },
    );
    expect(replays).toBeGreaterThan(4);
  });

  it('takes another learning rate at every step, where the tensor is handed over', () => {
    const { replays } = expectSame(
      () => new Program(tf.train.sgd(0.1)),
      ({ optimizer }, step) => (optimizer as tf.SGDOptimizer).setLearningRate(0.1 / (step + 1)),
      ({ optimizer }) => [Reflect.get(optimizer, 'c')],
    );
    expect(replays).toBeGreaterThanOrEqual(12);
  });

  it('sees that a variable which it reads only has another value', () => {
    expectSame(
      () => {
        const program = new Program();
        program.output.trainable = false;
        return program;
      },
      ({ output }, step) => {
        if (step === 9) output.assign(tf.ones(output.shape));
      },
    );
  });

  it('sees that a tensor of the program was replaced', () => {
    const mask = { now: tf.fill([8], 1) };
    const { replays } = expectSame(
      () => new Program(tf.train.sgd(0.1), hidden => tf.mul(hidden, mask.now)),
      (_, step) => {
        if (step % 8 !== 0) return;
        const before = mask.now;
        mask.now = tf.fill([8], 1 + step);
        before.dispose(); // last, or the new one might stand in its place
      },
    );
    expect(replays).toBeGreaterThan(4);
  });

  it('keeps what was made of the weights before, computed or not', () => {
    const kept: tf.Tensor[] = [];
    const values: number[][] = [];
    const { program } = expectSame(
      () => new Program(),
      ({ hidden }, step) => {
        if (step !== 8) return;
        kept.push(hidden.clone(), tf.add(hidden, 1));
        values.push([...hidden.dataSync()]);
      },
    );
    expect(program.calls).toBeLessThan(6);
    kept.forEach((tensor, i) => {
      const expected = values[i >> 1]!.map(value => Math.fround(value + (i % 2)));
      expect([...tensor.dataSync()]).toEqual(expected);
    });
  });

  it('runs a batch of another size in full, and goes on with those before', () => {
    const program = new Program();
    const twin = new Program();
    const recorded = backend.recorded(program.step);
    const data = [...batches(), ...batches(), ...batches(), ...batches(2).slice(0, 1)];
    const losses = train(twin.step, 30, undefined, data);
    expect(train(inputs => recorded.run(inputs), 30, undefined, data)).toEqual(losses);
    expect(recorded.replays).toBe(24);
    recorded.dispose();
  });

  it('records anew for another number of threads', () => {
    const { replays } = expectSame(
      () => new Program(),
      (_, step) => setThreads(step < 8 ? 2 : 3),
    );
    expect(replays).toBe(9);
  });

  it('sees on request that the step does something else', () => {
    const program = new Program();
    const twin = new Program();
    const recorded = backend.recorded(program.step);
    const change = (of: Program) => (step: number) => {
      if (step % 8 === 0) of.scale = 1 + step;
      if (step % 8 === 0) recorded.verify();
    };
    const losses = train(twin.step, 24, change(twin));
    expect(train(inputs => recorded.run(inputs), 24, change(program))).toEqual(losses);
    expect(recorded.replays).toBeGreaterThanOrEqual(16);
    recorded.dispose();
  });

  it.each<[string, (hidden: tf.Tensor) => tf.Tensor]>([
    ['numbers at random', hidden => tf.mul(hidden, tf.randomUniform(hidden.shape))],
    ['a result that it reads', hidden => tf.mul(hidden, 1 + 0 * hidden.dataSync()[0]!)],
    ['an op that runs in JavaScript', hidden => tf.mul(hidden, tf.cumsum(tf.ones(hidden.shape), 1))],
  ])('is never replayed with %s', (_, change) => {
    const program = new Program(tf.train.sgd(0.1), change);
    const recorded = backend.recorded(program.step);
    train(inputs => recorded.run(inputs), 12);
    expect([program.calls, recorded.replays]).toEqual([12, 0]);
    recorded.dispose();
  });

  it('is run as it is where strings, complex numbers or its own inputs come and go', () => {
    const name = tf.variable(tf.tensor1d(['a']));
    const cases: [tf.Tensor[], (inputs: readonly tf.Tensor[]) => tf.Tensor[]][] = [
      [[tf.tensor1d(['a', 'b'])], ([x]) => [x!.clone()]],
      [[tf.complex([1], [2])], ([x]) => [tf.real(x!)]],
      [[tf.tensor1d([1, 2])], ([x]) => [x!]],
      [[tf.tensor1d([1, 2])], ([x]) => [tf.complex(x!, x!)]],
    ];
    for (const [inputs, step] of cases) {
      const recorded = backend.recorded(step);
      const shapes = Array.from({ length: 5 }, () => recorded.run(inputs)[0]!.shape);
      expect(shapes).toEqual(Array(5).fill(inputs[0]!.shape));
      expect(recorded.replays).toBe(0);
      recorded.dispose();
    }
    name.dispose();
  });

  it('is part of the step around it where one records another', () => {
    const [program, twin] = [new Program(), new Program()];
    const inner = backend.recorded(program.step);
    const outer = backend.recorded(inputs => inner.run(inputs));
    const losses = train(twin.step, 12);
    expect(train(inputs => outer.run(inputs), 12)).toEqual(losses);
    expect(program.weights).toEqual(twin.weights);
    expect(outer.replays).toBeGreaterThanOrEqual(8);
    outer.dispose();
    inner.dispose();
  });

  it('says what a step has to return', () => {
    const step = (async () => [tf.scalar(1)]) as unknown as () => tf.Tensor[];
    expect(() => backend.recorded(step).run([])).toThrow(/array of tensors, at once, got a promise/);
  });

  it('goes on after a step that failed', () => {
    const data = batches();
    let fails = false;
    const change = (hidden: tf.Tensor) => {
      if (fails) throw new Error('on purpose');
      return hidden;
    };
    const program = new Program(tf.train.sgd(0.1), change);
    const recorded = backend.recorded(inputs => tf.tidy(() => program.step(inputs)));
    train(inputs => recorded.run(inputs), 6, undefined, data);
    fails = true;
    recorded.verify();
    expect(() => recorded.run(data[0]!)).toThrow('on purpose');
    fails = false;
    const twin = new Program();
    [twin.hidden, twin.bias, twin.output].forEach((weight, i) => {
      weight.assign([program.hidden, program.bias, program.output][i]!.clone());
    });
    const losses = train(twin.step, 8, undefined, data);
    expect(train(inputs => recorded.run(inputs), 8, undefined, data)).toEqual(losses);
    recorded.dispose();
  });

  it('looks at indices in every replay: those out of range are named, and change nothing', () => {
    const table = tf.variable(tf.randomNormal([4, 3], 0, 1, 'float32', 1));
    const optimizer = tf.train.sgd(0.1);
    const recorded = backend.recorded(([words]) => [
      optimizer.minimize(() => tf.sum(tf.square(tf.gather(table, words as tf.Tensor1D))), true, [table])!,
    ]);
    const step = (...words: number[]) => tf.dispose(recorded.run([tf.tensor1d(words, 'int32')]));
    for (const [first, second] of [
      [0, 1],
      [1, 2],
      [3, 3],
      [2, 0],
      [0, 3],
    ] as const)
      step(first, second);
    expect(recorded.replays).toBe(2);
    const before = table.dataSync().slice();
    for (const index of [4, -1, 2 ** 30]) {
      expect(() => step(0, index)).toThrow(`GatherV2: the index value ${index} is not in [0, 3]`);
    }
    expect(table.dataSync()).toEqual(before);
    step(1, 1);
    expect(recorded.replays).toBe(3);
    // Twice in a batch, so that its gradient 2x is taken twice.
    const after = table.dataSync();
    for (const at of [3, 4, 5]) expect(after[at]).toBeCloseTo(0.6 * before[at]!, 6);
    recorded.dispose();
  });

  it('is as it is on another engine', async () => {
    const program = new Program();
    const recorded = backend.recorded(program.step);
    await tf.setBackend('cpu');
    train(inputs => recorded.run(inputs), 5);
    expect([program.calls, recorded.replays]).toEqual([5, 0]);
    await tf.setBackend('simd');
  });
});

describe('a recorded step in a memory of its own', () => {
  afterEach(async () => {
    await tf.setBackend('simd');
    backend = tf.backend() as unknown as SimdBackend;
  });

  it('is replayed where memory is not shared and moves when it grows', async () => {
    const { backend: unshared, stop } = await startEngine({ shared: false });
    backend = unshared;
    const before = unshared.heap.bytes;
    const kept: tf.Tensor[] = [];
    const { replays } = expectSame(
      () => new Program(),
      () => void kept.push(tf.zeros([100_000])),
    );
    expect(unshared.heap.bytes).toBeGreaterThan(before);
    expect(replays).toBeGreaterThanOrEqual(12);
    stop();
  });

  it('is run as it is where memory has no room for another', async () => {
    const { backend: small, stop } = await startEngine({ mostBytes: 2 ** 21 });
    backend = small;
    const full = tf.zeros([(2 ** 20 + 2 ** 18) / 4]);
    const { replays, calls } = expectSame(() => new Program());
    expect([replays, calls]).toEqual([0, 16]);
    full.dispose();
    stop();
  });
});
