import { Inception } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';
import { expect, it, describe as suite } from 'vitest';
import { alexnet, describe, layerTable, lenet5, networks } from './index.js';

suite('describe', () => {
  it("prints the lecture's table of LeNet-5", () => {
    expect(describe(lenet5()).split('\n')).toEqual([
      'lenet5, input 28×28×1',
      'Layer    Type             Filter      Stride  Padding  Activation  Output    Parameters',
      'C1       convolution      5×5×1×6          1        2  tanh        28×28×6          156',
      'S2       average pool     2×2              2        0              14×14×6            0',
      'C3       convolution      5×5×6×16         1        0  tanh        10×10×16       2,416',
      'S4       average pool     2×2              2        0              5×5×16             0',
      'C5       convolution      5×5×16×120       1        0  tanh        1×1×120       48,120',
      'flatten  flatten                                                   120                0',
      'F6       fully connected                               tanh        84            10,164',
      'Out      fully connected                                           10               850',
      'Total                                                                            61,706',
    ]);
  });

  it.each(Object.entries(networks))('aligns the columns of %s, and adds up its parameters', (_, network) => {
    const model = network();
    const [, header, ...rows] = describe(model).split('\n');
    const output = header.indexOf('Output');
    for (const row of rows.slice(0, -1)) expect(row.slice(output - 2)).toMatch(/^ {2}\d[\d×]* +[\d,]+$/);
    expect(new Set([header, ...rows].map(row => row.length)).size).toBe(1);
    expect(rows.at(-1)).toMatch(new RegExp(`^Total .* ${model.countParams().toLocaleString('en-US')}$`));
    model.dispose();
  });

  it("shows AlexNet's zero padding in the row of the convolution it belongs to", () => {
    const model = alexnet({ imageSize: 65 });
    const [c1, s2] = layerTable(model);
    expect(c1).toMatchObject({
      name: 'C1',
      filter: [11, 11, 1, 96],
      stride: 4,
      padding: 1,
      activation: 'relu',
    });
    expect(s2).toMatchObject({ name: 'S2', type: 'max pool', filter: [3, 3], stride: 2, padding: 0 });
    model.dispose();
  });

  it('shows a padding that no convolution follows as a layer of its own', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.zeroPadding2d({ name: 'pad', padding: 2, inputShape: [4, 4, 1] }),
        tf.layers.maxPooling2d({ name: 'pool', poolSize: 2 }),
      ],
    });
    expect(layerTable(model)).toMatchObject([
      { name: 'pad', output: [8, 8, 1] },
      { name: 'pool', padding: 0 },
    ]);
  });

  it("says 'same' where TF.js pads the two sides differently", () => {
    const conv = tf.layers.conv2d({
      inputShape: [8, 8, 1],
      filters: 2,
      kernelSize: 3,
      strides: 2,
      padding: 'same',
    });
    expect(layerTable(tf.sequential({ layers: [conv] }))[0].padding).toBe('same');
  });

  it("describes any model, with TF.js's class names where it knows no plainer word, and free sizes as ?", () => {
    const input = tf.input({ shape: [null, null, 3], name: 'photo' });
    const mixed = new Inception({ name: 'mix' }).apply(input) as tf.SymbolicTensor;
    const pooled = tf.layers.globalAveragePooling2d({ name: 'mean' }).apply(mixed) as tf.SymbolicTensor;
    const text = describe(tf.model({ name: 'mine', inputs: input, outputs: pooled }));
    expect(text).toContain('mine, input ?×?×3');
    expect(text).toMatch(/mix +Inception +\?×\?×88/);
    expect(text).toMatch(/mean +GlobalAveragePooling2D +88/);
  });

  it('asks for layers when the model has none', () => {
    expect(() => describe(tf.sequential())).toThrow('describe: the model has no layers yet.');
  });
});
