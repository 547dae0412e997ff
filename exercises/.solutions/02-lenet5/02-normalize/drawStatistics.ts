import { beside, drawMatrix, formatNumber, type Language } from '@featuremap/grader';
import { mean, meanAndStd } from './statistics.js';

/** More values than these are not listed. */
const most = 12;

/** How mean and standard deviation come about. */
export function drawStatistics(values: Float32Array, language: Language): string[] {
  const { mean: centre, std } = meanAndStd(values);
  const n = values.length;
  const sum = formatNumber(mean(values) * n);
  const squares = formatNumber(std ** 2 * n);
  return [
    ...(n <= most ? [...drawColumns(values, centre, language), ''] : []),
    `mean = ${sum} / ${n} = ${formatNumber(centre)}`,
    `std  = sqrt(${squares} / ${n}) = sqrt(${formatNumber(std ** 2)}) = ${formatNumber(std)}`,
  ];
}

function drawColumns(values: Float32Array, centre: number, language: Language): readonly string[] {
  const distances = Array.from(values, value => value - centre);
  return beside(
    drawMatrix('values', Array.from(values)),
    drawMatrix('value - mean', distances),
    drawMatrix(
      { en: 'squared', zh: '平方' }[language],
      distances.map(distance => distance ** 2),
    ),
  );
}
