import { type Block, beside, drawMatrix, formatNumber, type Language, sumLine } from '@featuremap/grader';
import { centre, halfPixelCentres, type Image, type Place, within } from './interpolate.js';

/** Where one pixel of the result lies, the pixels around it with their weights, and what they add up to. */
export function drawResize(
  image: Image,
  [height, width]: readonly [number, number],
  [row, column]: readonly [number, number],
  language: Language,
): Block {
  const y = halfPixelCentres(row, image.length, height);
  const x = halfPixelCentres(column, image[0].length, width);
  const [rows, columns] = [neighbours(y), neighbours(x)];
  const pixels = rows.map(({ index }) => columns.map(at => image[index][at.index]));
  const weights = rows.map(({ weight: wy }) => columns.map(({ weight: wx }) => wy * wx));
  const products = pixels.map((values, r) => values.map((value, c) => value * weights[r][c]));
  const part = `image[${range(rows)}][${range(columns)}]`;
  return [
    positionLine('y', row, image.length, height, language),
    positionLine('x', column, image[0].length, width, language),
    '',
    ...beside(
      drawMatrix(part, pixels),
      drawMatrix({ en: 'weights', zh: '权重' }[language], weights),
      drawMatrix({ en: 'products', zh: '乘积' }[language], products),
    ),
    ...(products.flat().length > 1 ? ['', sumLine(products)] : []),
  ];
}

/** The pixels on both sides with their weights; only one where the other is the same or counts for nothing. */
function neighbours({ near, far, weight }: Place): { index: number; weight: number }[] {
  if (near === far || weight === 0) return [{ index: near, weight: 1 }];
  return [
    { index: near, weight: 1 - weight },
    { index: far, weight },
  ];
}

function range(pixels: readonly { index: number }[]): string {
  return pixels.map(({ index }) => index).join('…');
}

function positionLine(
  name: string,
  index: number,
  oldSize: number,
  newSize: number,
  language: Language,
): string {
  const place = centre(index, oldSize, newSize);
  const line = `${name} = (${index} + 0.5) * ${oldSize} / ${newSize} - 0.5 = ${formatNumber(place)}`;
  const kept = within(place, oldSize);
  if (kept === place) return line;
  const last = oldSize - 1;
  return (
    line + { en: `, kept within 0 and ${last}: ${kept}`, zh: `，限制在 0 和 ${last} 之间：${kept}` }[language]
  );
}
