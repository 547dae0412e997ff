import { expect, it } from 'vitest';
import { confusionSvg } from './confusionSvg.js';

const svg = confusionSvg({
  title: 'LeNet-5 on <Fashion> & more',
  classes: ['T-shirt/top', 'Bag'],
  confusion: [
    [98, 2],
    [0, 50],
  ],
  accuracy: 148 / 150,
});

it('shows every count but the zeros, the names, and the accuracy', () => {
  expect([...svg.matchAll(/>(\d+)<\/text>/g)].map(([, times]) => times)).toEqual(['98', '2', '50']);
  expect(svg.match(/>T-shirt\/top</g)).toHaveLength(2);
  expect(svg).toContain('98.67% right');
});

it('is an SVG document whatever the title', () => {
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  expect(svg).toContain('LeNet-5 on &lt;Fashion> &amp; more');
});
