/**
 * Applies a unified diff of one file. Hunks are found by their text, not by their line numbers, so that a patch outlives
 * changes elsewhere in the file.
 *
 * @throws {Error} when a hunk's text is not in the source, or is there more than once
 */
export function applyPatch(source: string, patch: string): string {
  return hunks(patch).reduce((text, { before, after }) => {
    if (text.split(before).length !== 2)
      throw new Error(`the patch does not fit: exactly one place should read\n${before}`);
    return text.replace(before, () => after);
  }, source);
}

function hunks(patch: string): { before: string; after: string }[] {
  const [, ...texts] = patch.split(/^@@.*@@.*\n/m);
  return texts.map(text => {
    const lines = text.split(/(?<=\n)/);
    const kept = (sign: string) =>
      lines
        .filter(line => line.startsWith(' ') || line.startsWith(sign))
        .map(line => line.slice(1))
        .join('');
    return { before: kept('-'), after: kept('+') };
  });
}
