import { HeatmapChart, type HeatmapSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  TitleComponent,
  type TitleComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components';
import { type ComposeOption, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { TrainerError } from './errors.js';
import { heading, renderSvg, STYLE } from './svgChart.js';

type ConfusionPlotOption = ComposeOption<
  GridComponentOption | HeatmapSeriesOption | TitleComponentOption | VisualMapComponentOption
>;

/** Side of a cell, in pixels. */
const CELL = 52;

/** Smallest width of the picture, for the line of figures above the matrix. */
const MIN_WIDTH = 320;

/** Width of a letter of the labels, about: there is no page to measure it on. */
const LETTER = 7.5;

/** Above this share of a row the cell is dark and its number is white. */
const DARK = 0.3;

/** Options of {@link plotConfusion}. */
export interface PlotConfusionOptions {
  /** Stands above the plot. Default: `Confusion matrix`. */
  readonly title?: string | undefined;
}

/**
 * Draws a confusion matrix: a row for each true class, a column for each answer, the counts as numbers and each
 * count's share of its row as colour. The colour follows the square root of the share, so that rare mistakes
 * are seen; cells without an image stay empty.
 *
 * @param confusion of `Trainer.evaluate`
 * @param classes the classes' names in the order of their numbers, such as a data set's `classes`
 * @returns an SVG document on white; the same matrix gives the same text
 * @throws {TrainerError} `BAD_OPTION` when the matrix is not square or has not as many rows as there are names
 * @example
 * ```ts
 * const { confusion } = await trainer.evaluate(testLoader);
 * await writeFile('confusion.svg', plotConfusion(confusion, testSet.classes));
 * ```
 */
export function plotConfusion(
  confusion: readonly (readonly number[])[],
  classes: readonly string[],
  { title = 'Confusion matrix' }: PlotConfusionOptions = {},
): string {
  checkSize(confusion, classes);
  use([GridComponent, HeatmapChart, SVGRenderer, TitleComponent, VisualMapComponent]);
  const longest = LETTER * Math.max(...classes.map(name => name.length));
  const rotated = longest > CELL - 8;
  const margin = { left: 64 + longest, right: 28, top: 84, bottom: 64 + (rotated ? 0.7 * longest : 0) };
  const size = CELL * classes.length;
  const width = Math.max(MIN_WIDTH, size + margin.left + margin.right);
  const option: ConfusionPlotOption = {
    textStyle: { fontFamily: STYLE.font },
    title: heading(title, summary(confusion), width),
    grid: { left: margin.left, top: margin.top, width: size, height: size },
    xAxis: {
      ...axis('predicted class', classes),
      nameGap: margin.bottom - 28,
      axisLabel: { ...labels, rotate: rotated ? 40 : 0 },
    },
    yAxis: { ...axis('true class', classes), nameGap: margin.left - 32, axisLabel: labels, inverse: true },
    visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: ['#f3f8fd', STYLE.strong] } },
    series: { type: 'heatmap', label: { show: true }, data: cells(confusion) },
  };
  return renderSvg(option, width, size + margin.top + margin.bottom);
}

const labels = { color: STYLE.ink, fontSize: 13, interval: 0 } as const;

function axis(name: string, classes: readonly string[]) {
  return {
    type: 'category' as const,
    data: classes.slice(),
    name,
    nameLocation: 'middle' as const,
    nameTextStyle: { color: STYLE.ink, fontSize: 14, fontWeight: 600 },
    axisLine: { show: false },
    axisTick: { show: false },
  };
}

function cells(confusion: readonly (readonly number[])[]): NonNullable<HeatmapSeriesOption['data']> {
  return confusion.flatMap((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, answer) => ({
      value: [answer, label, Math.sqrt(count / Math.max(total, 1))],
      label: {
        formatter: count === 0 ? '' : String(count),
        color: count > DARK * total ? '#ffffff' : STYLE.ink,
        fontSize: count < 1e5 ? 13 : 10,
      },
      itemStyle: { borderColor: '#ffffff', borderWidth: 1 },
    }));
  });
}

function summary(confusion: readonly (readonly number[])[]): string {
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  if (total === 0) return 'no images';
  return `${right} of ${total} right, ${((100 * right) / total).toFixed(2)}%`;
}

function checkSize(confusion: readonly (readonly number[])[], classes: readonly string[]): void {
  const square = confusion.every(row => row.length === confusion.length);
  if (square && confusion.length === classes.length && classes.length > 0) return;
  throw new TrainerError(
    'BAD_OPTION',
    `plotConfusion: expected one row, one column and one name for each class, got ${confusion.length} rows of ` +
      `${confusion[0]?.length ?? 0} columns and ${classes.length} names.`,
  );
}
