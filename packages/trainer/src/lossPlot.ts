import { LineChart, type LineSeriesOption, ScatterChart, type ScatterSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  MarkLineComponent,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components';
import { type ComposeOption, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { TrainerError } from './errors.js';
import type { EpochRecord, History } from './history.js';
import { heading, renderSvg, STYLE } from './svgChart.js';

type LossPlotOption = ComposeOption<
  GridComponentOption | LegendComponentOption | LineSeriesOption | ScatterSeriesOption | TitleComponentOption
>;

const WIDTH = 820;
const HEIGHT = 420;

/** The smooth line averages this share of the run around each step. */
const SMOOTHING = 0.02;

/** Of more epochs than this only every other, every third, … is marked. */
const MAX_EPOCHS_SHOWN = 10;

/** So few steps are shown as dots, too. */
const FEW_STEPS = 30;

/** Options of {@link plotLoss}. */
export interface PlotLossOptions {
  /** Stands above the plot. Default: `Training loss`. */
  readonly title?: string | undefined;
}

/**
 * Draws the loss of every step, a smoothed line through them, where the epochs end, and the validation losses
 * if there are any.
 *
 * @param history of `Trainer.fit`, or the same read back from JSON
 * @returns an SVG document, 820 by 420, on white; the same history gives the same text
 * @throws {TrainerError} `BAD_OPTION` for a history without a step
 * @example
 * ```ts
 * await writeFile('loss.svg', plotLoss(history, { title: 'LeNet-5 on MNIST' }));
 * ```
 */
export function plotLoss(
  history: Pick<History, 'losses' | 'epochs'>,
  { title = 'Training loss' }: PlotLossOptions = {},
): string {
  use([
    GridComponent,
    LegendComponent,
    LineChart,
    MarkLineComponent,
    ScatterChart,
    SVGRenderer,
    TitleComponent,
  ]);
  const { losses, epochs } = history;
  if (losses.length === 0) {
    throw new TrainerError('BAD_OPTION', 'plotLoss: the history has no steps, so there is nothing to draw.');
  }
  const series = [perStep(losses, epochs), ...smoothed(losses), ...validation(epochs)];
  const option: LossPlotOption = {
    textStyle: { fontFamily: STYLE.font },
    title: heading(title, summary(history), WIDTH),
    legend: {
      data: series.map(legendEntry),
      top: 36,
      right: 24,
      itemGap: 24,
      textStyle: { color: STYLE.ink },
    },
    grid: { left: 64, right: 36, top: 92, bottom: 52 },
    xAxis: {
      ...axis('step'),
      min: 0,
      max: losses.length,
      minInterval: 1,
      nameGap: 30,
      splitLine: { show: false },
      axisLabel: { color: STYLE.faint, showMaxLabel: false },
    },
    yAxis: { ...axis('loss'), min: 0, nameGap: 42 },
    series,
  };
  return renderSvg(option, WIDTH, HEIGHT);
}

function axis(name: string) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: STYLE.ink, fontSize: 13 },
    axisLine: { show: true, lineStyle: { color: STYLE.faint } },
    axisLabel: { color: STYLE.faint },
    splitLine: { lineStyle: { color: STYLE.rule } },
  } as const;
}

function legendEntry({ type, name }: LineSeriesOption | ScatterSeriesOption) {
  // A line's entry would have a dot on it that the line has not.
  return { name: String(name), ...(type === 'line' && { itemStyle: { opacity: 0 } }) };
}

function perStep(losses: readonly number[], epochs: readonly EpochRecord[]): LineSeriesOption {
  const alone = smoothingWindow(losses) === 1;
  return {
    ...line('each step', alone ? STYLE.strong : STYLE.pale, 1),
    ...(losses.length <= FEW_STEPS && { showSymbol: true, symbol: 'circle', symbolSize: 5 }),
    sampling: 'minmax',
    data: losses.map((loss, i) => [i + 1, loss]),
    markLine: epochEnds(epochs),
  };
}

function smoothed(losses: readonly number[]): LineSeriesOption[] {
  const window = smoothingWindow(losses);
  if (window === 1) return [];
  const data = centredMean(losses, window).map((loss, i) => [i + 1, loss]);
  return [{ ...line(`mean of ${window} steps`, STYLE.strong, 2), sampling: 'lttb', data }];
}

/** An odd number of steps, 1 in a run too short to smooth. */
function smoothingWindow(losses: readonly number[]): number {
  return 2 * Math.round((losses.length * SMOOTHING) / 2) + 1;
}

function validation(epochs: readonly EpochRecord[]): ScatterSeriesOption[] {
  const ends = lastSteps(epochs);
  const data = epochs.flatMap((epoch, i) => (epoch.validation ? [[ends[i]!, epoch.validation.loss]] : []));
  if (data.length === 0) return [];
  return [
    {
      type: 'scatter',
      name: 'validation',
      data,
      symbolSize: 9,
      itemStyle: { color: STYLE.accent },
      clip: false,
      z: 5,
    },
  ];
}

function line(name: string, color: string, width: number): LineSeriesOption {
  return {
    type: 'line',
    name,
    color,
    clip: false,
    showSymbol: false,
    symbol: 'none',
    lineStyle: { color, width },
  };
}

function epochEnds(epochs: readonly EpochRecord[]): NonNullable<LineSeriesOption['markLine']> {
  const every = Math.ceil(epochs.length / MAX_EPOCHS_SHOWN);
  const marks = lastSteps(epochs).map((step, i) => ({ xAxis: step, name: `epoch ${epochs[i]!.epoch}` }));
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: STYLE.faint, width: 1, type: [2, 4], opacity: 0.7 },
    label: { position: 'end', distance: 6, color: STYLE.faint, fontSize: 11, formatter: '{b}' },
    data: marks.filter((_, i) => (i + 1) % every === 0),
  };
}

function lastSteps(epochs: readonly EpochRecord[]): number[] {
  let step = 0;
  return epochs.map(epoch => {
    step += epoch.steps;
    return step;
  });
}

function centredMean(values: readonly number[], window: number): number[] {
  const reach = (window - 1) / 2;
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return values.map((_, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}

function summary({ losses, epochs }: Pick<History, 'losses' | 'epochs'>): string {
  const steps = `${losses.length} ${losses.length === 1 ? 'step' : 'steps'}`;
  const last = epochs.at(-1);
  if (last === undefined) return `${steps}, last loss ${losses.at(-1)!.toPrecision(3)}`;
  const passes = `${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}`;
  return `${steps}, ${passes}, mean loss of the last ${last.loss.toPrecision(3)}`;
}
