/** First along the rows, then along the columns: the average of a window is the average of its rows' averages. */
export function averagePool(input: number[][], poolSize: number, stride: number): number[][] {
  const narrow = input.map(row => averages(row, poolSize, stride));
  return transposed(transposed(narrow).map(column => averages(column, poolSize, stride)));
}

/** The averages of all pieces of a row. */
function averages(row: number[], poolSize: number, stride: number): number[] {
  const result: number[] = [];
  for (let left = 0; left + poolSize <= row.length; left += stride) {
    const piece = row.slice(left, left + poolSize);
    result.push(piece.reduce((sum, value) => sum + value) / poolSize);
  }
  return result;
}

function transposed(matrix: number[][]): number[][] {
  return matrix[0].map((_, column) => matrix.map(row => row[column]));
}
