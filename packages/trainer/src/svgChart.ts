import { type ComposeOption, init } from 'echarts/core';

/** Colours and type of every plot, for a white page. */
export const STYLE = {
  font: "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
  ink: '#24292f',
  faint: '#57606a',
  rule: '#eaeef2',
  pale: '#a9c7ec',
  strong: '#0b5cad',
  accent: '#c8501e',
} as const;

/** A plot's heading: what it shows, cut off where it would leave the picture, and a line of figures. */
export function heading(title: string, figures: string, width: number) {
  return {
    text: title,
    subtext: figures,
    left: 16,
    top: 12,
    itemGap: 6,
    textStyle: {
      fontSize: 17,
      fontWeight: 600,
      color: STYLE.ink,
      width: width - 48,
      overflow: 'truncate',
    },
    subtextStyle: { fontSize: 13, color: STYLE.faint },
  } as const;
}

/** Draws a chart without a page. The same options give the same text, wherever and however often. */
export function renderSvg(option: ComposeOption<never>, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: '#ffffff', ...option });
    return portable(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/**
 * Leaves the picture alone: hover styles and clip paths do nothing here (series that need clipping would), and
 * their names count up from call to call and clash where several plots stand on one page. Text is centred by
 * an offset, which every program that shows SVG understands.
 */
function portable(svg: string): string {
  return svg
    .replace(/<(style|defs) ?>[\s\S]*?<\/\1>\s*/g, '')
    .replace(/ class="zr\d+-cls-\d+"/g, '')
    .replace(/ clip-path="url\(#zr\d+-c\d+\)"/g, '')
    .replace(/ (ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/ dominant-baseline="central"/g, ' dy="0.35em"');
}
