/** A loss that is not finite keeps its step, so that the others stay where they belong. */
export function lossPoints(losses: number[], width: number, height: number): [number, number][] {
  const largest = Math.max(0, ...losses.filter(Number.isFinite));
  const lastStep = losses.length - 1;
  const points: [number, number][] = [];
  for (let step = 0; step < losses.length; step++) {
    const loss = losses[step];
    if (!Number.isFinite(loss)) continue;
    const x = lastStep > 0 ? (step / lastStep) * width : 0;
    const share = largest > 0 ? loss / largest : 0;
    const y = height - share * height;
    points.push([x, y]);
  }
  return points;
}

/** The line lies in a frame of 400×240, whose corner is at [60, 40]. */
export function lossPlot(losses: number[]): string {
  const largest = Math.max(0, ...losses.filter(Number.isFinite));
  const points = lossPoints(losses, 400, 240).map(([x, y]) => `${60 + x},${40 + y}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" font-size="14">
  <text x="60" y="24">Training loss</text>
  <line x1="60" y1="40" x2="60" y2="280" stroke="grey"/>
  <line x1="60" y1="280" x2="460" y2="280" stroke="grey"/>
  <text x="52" y="45" text-anchor="end">${largest.toFixed(2)}</text>
  <text x="52" y="285" text-anchor="end">0</text>
  <text x="460" y="300" text-anchor="end">step ${losses.length}</text>
  <polyline points="${points.join(' ')}" fill="none" stroke="steelblue"/>
</svg>`;
}
