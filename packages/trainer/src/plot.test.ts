import { describe, expect, it } from 'vitest';
import { plotConfusion, plotLoss } from './plot.js';

/** A run of 5 epochs whose losses fall with some noise, the same every time. */
function run(epochs = 5, steps = 40) {
  const losses = Array.from(
    { length: epochs * steps },
    (_, i) => 2.3 / (1 + i / 20) + ((i * 7919) % 13) / 100,
  );
  const records = Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    steps,
    samples: steps * 64,
    loss: losses[i * steps]!,
    seconds: 1,
  }));
  return { losses, epochs: records };
}

function withValidation(history: ReturnType<typeof run>) {
  const validation = { loss: 0.5, accuracy: 0.9, perClass: [], confusion: [] };
  return { ...history, epochs: history.epochs.map(epoch => ({ ...epoch, validation })) };
}

const TAG = /^<\/?[a-z]\w*( [\w:-]+="[^"<&]*(&\w+;[^"<&]*)*")* ?\/?>$/i;

/** The text of an SVG, after a check that its tags are well-formed and closed in order. */
function textOf(svg: string): string[] {
  const open: string[] = [];
  for (const [tag] of svg.matchAll(/<[^>]*>/g)) {
    expect(tag).toMatch(TAG);
    const name = tag.match(/\w+/)![0];
    if (tag.startsWith('</')) expect(open.pop()).toBe(name);
    else if (!tag.endsWith('/>')) open.push(name);
  }
  expect(open).toEqual([]);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
}

/** The points of the line in this colour, in pixels. */
function pointsOf(svg: string, colour: string): [number, number][] {
  const path = svg.match(
    new RegExp(`<path d="([^"]*)"[^>]*fill="none"[^>]*stroke="${colour}"[^>]*stroke-linejoin`),
  );
  return [...path![1]!.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('plotLoss', () => {
  it('is one SVG document with title, names of both axes, legend and epochs', () => {
    const svg = plotLoss(run(), { title: 'LeNet-5 on MNIST' });
    expect(svg).toMatch(/^<svg [^>]*width="820" height="420"/);
    const text = textOf(svg);
    expect(text).toEqual(
      expect.arrayContaining([
        'LeNet-5 on MNIST',
        'step',
        'loss',
        'each step',
        'mean of 5 steps',
        'epoch 1',
        'epoch 5',
      ]),
    );
    expect(text).not.toContain('validation');
  });

  it('draws every step of a short run where its loss is', () => {
    const { losses } = run();
    const points = pointsOf(plotLoss({ losses, epochs: [] }), '#a9c7ec');
    expect(points).toHaveLength(losses.length);
    const [top, bottom] = [92, 368];
    const scale = (bottom - points[0]![1]) / losses[0]!;
    for (const [i, [x, y]] of points.entries()) {
      expect(x).toBeCloseTo(64 + (720 * (i + 1)) / losses.length, 0);
      expect(Math.abs(bottom - y - losses[i]! * scale)).toBeLessThan(0.2);
      expect(y).toBeGreaterThanOrEqual(top);
    }
  });

  it('smooths by the mean of the steps around', () => {
    const points = pointsOf(
      plotLoss({ losses: Array.from({ length: 100 }, (_, i) => i % 2), epochs: [] }),
      '#0b5cad',
    );
    const heights = points.slice(2, -2).map(([, y]) => 368 - y);
    expect(Math.max(...heights) / Math.min(...heights)).toBeCloseTo(2, 1);
  });

  it('smooths to the first and the last step without bending', () => {
    const points = pointsOf(plotLoss({ losses: new Array(200).fill(0.7), epochs: [] }), '#0b5cad');
    const heights = new Set(points.map(([, y]) => y));
    expect(heights.size).toBe(1);
    expect(points[0]![0]).toBeLessThan(points.at(-1)![0] - 700);
  });

  it('shows validation losses where there are some', () => {
    expect(textOf(plotLoss(withValidation(run())))).toContain('validation');
  });

  it('gives the same text for the same history, also read back from JSON', () => {
    const first = plotLoss(run());
    plotLoss(withValidation(run(3)));
    expect(plotLoss(JSON.parse(JSON.stringify(run())))).toBe(first);
  });

  it('has no ids or styles that would clash with another plot on the same page', () => {
    const svg = plotLoss(withValidation(run()));
    expect(svg).not.toMatch(/ (id|class)="|<style|url\(/);
  });

  it('stays small for a long run', () => {
    const svg = plotLoss(run(10, 5000));
    textOf(svg);
    expect(svg.length).toBeLessThan(120_000);
  });

  it('marks only some of many epochs', () => {
    const text = textOf(plotLoss(run(40, 10))).filter(line => line.startsWith('epoch'));
    expect(text).toEqual([
      'epoch 4',
      'epoch 8',
      'epoch 12',
      'epoch 16',
      'epoch 20',
      'epoch 24',
      'epoch 28',
      'epoch 32',
      'epoch 36',
      'epoch 40',
    ]);
  });

  it('draws a single step, and a run that was stopped within its first epoch', () => {
    expect(textOf(plotLoss({ losses: [2.3], epochs: [] }))).toContain('1 step, last loss 2.30');
    expect(textOf(plotLoss({ losses: [2.3, 2.2, 2], epochs: [] }))).toContain('3 steps, last loss 2.00');
  });

  it('keeps a title with markup as text', () => {
    const svg = plotLoss(run(), { title: '<b> "5" & more' });
    expect(textOf(svg).join()).toContain('&lt;b&gt; &quot;5&quot; &amp; more');
  });

  it('says that a history without steps cannot be drawn', () => {
    expect(() => plotLoss({ losses: [], epochs: [] })).toThrow('the history has no steps');
  });
});

describe('plotConfusion', () => {
  const confusion = [
    [90, 10, 0],
    [5, 94, 1],
    [0, 2, 98],
  ];
  const classes = ['T-shirt/top', 'Trouser', 'Ankle boot'];

  it('writes counts into the cells, names at both axes, and how many were right', () => {
    const text = textOf(plotConfusion(confusion, classes, { title: 'LeNet-5' }));
    expect(text).toEqual(
      expect.arrayContaining(['LeNet-5', '282 of 300 right, 94.00%', 'true class', 'predicted class']),
    );
    expect(text.filter(line => /^\d+$/.test(line))).toEqual(['90', '10', '5', '94', '1', '2', '98']);
    for (const name of classes) expect(text.filter(line => line === name)).toHaveLength(2);
  });

  it('puts the first true class on top and the first answer on the left', () => {
    const svg = plotConfusion(confusion, classes);
    const at = (count: string) =>
      svg
        .match(new RegExp(`translate\\(([\\d.]+) ([\\d.]+)\\)"[^>]*>${count}<`))!
        .slice(1)
        .map(Number);
    const [x90, y90] = at('90');
    const [x10, y10] = at('10');
    const [x5, y5] = at('5');
    expect(x10).toBeGreaterThan(x90!);
    expect(y10).toBe(y90);
    expect(y5).toBeGreaterThan(y90!);
    expect(x5).toBe(x90);
  });

  it('gives the same text every time, without ids', () => {
    const svg = plotConfusion(confusion, classes);
    expect(plotConfusion(confusion, classes)).toBe(svg);
    expect(svg).not.toMatch(/ (id|class)="|<style|url\(/);
  });

  it('draws a class without images', () => {
    const none = [
      [0, 0],
      [1, 3],
    ];
    expect(textOf(plotConfusion(none, ['0', '1']))).toContain('3 of 4 right, 75.00%');
  });

  it.each([
    [confusion, ['0', '1'], '3 rows of 3 columns and 2 names'],
    [[[1, 2]], ['0'], '1 rows of 2 columns and 1 names'],
    [[], [], '0 rows'],
  ])('refuses a matrix that does not fit its names (%#)', (matrix, names, message) => {
    expect(() => plotConfusion(matrix, names)).toThrow(message);
  });
});
