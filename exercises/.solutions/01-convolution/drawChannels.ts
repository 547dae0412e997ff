import { drawWindow, type Language, sumLine } from '@featuremap/grader';
import { type Channels, channelSums } from './channels.js';
import { windowProducts } from './correlate.js';

const words = {
  en: { channel: 'channel', all: 'all channels' },
  zh: { channel: '通道', all: '所有通道' },
} as const;

/** How the channels of one window come to one number: each channel's window, kernel, products and sum, then all sums. */
export function drawChannels(
  input: Channels,
  kernel: Channels,
  [top, left]: readonly [number, number],
  language: Language,
  bias?: number,
): string[] {
  const { channel: word, all } = words[language];
  const pictures = input.flatMap((plane, channel) => [
    ...drawWindow({ input: plane, kernel: kernel[channel], top, left, language }),
    `${word} ${channel}: ${sumLine(windowProducts(plane, kernel[channel], top, left))}`,
    '',
  ]);
  const sums = channelSums(input, kernel, top, left);
  const withBias = bias === undefined ? '' : ' + bias';
  return [...pictures, `${all}${withBias}: ${sumLine([bias === undefined ? sums : [...sums, bias]])}`];
}
