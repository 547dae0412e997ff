/** One direction after the other: stretches every row, turns the image on its side, and stretches every row again. */
export function resize(image: number[][], height: number, width: number): number[][] {
  const wide = image.map(row => stretch(row, width));
  return transpose(transpose(wide).map(column => stretch(column, height)));
}

/** Every old pixel reaches one old pixel to either side, the less the further: the new pixel adds up what reaches it. */
function stretch(pixels: number[], size: number): number[] {
  const last = pixels.length - 1;
  return Array.from({ length: size }, (_, index) => {
    const centre = ((index + 0.5) / size) * pixels.length - 0.5;
    const place = Math.max(0, Math.min(last, centre));
    return pixels.reduce((sum, pixel, at) => sum + pixel * Math.max(0, 1 - Math.abs(place - at)), 0);
  });
}

function transpose(image: number[][]): number[][] {
  return image[0].map((_, column) => image.map(row => row[column]));
}
