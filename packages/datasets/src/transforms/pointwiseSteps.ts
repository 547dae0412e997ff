import type { Transform } from './transform.js';

const BYTES = Uint8Array.from({ length: 256 }, (_, value) => value);

/**
 * Pointwise steps as one. From bytes they are a table, filled by the steps themselves: one look-up per value in
 * place of a pass and, in most, a division for each step.
 */
export function pointwiseSteps(steps: readonly Transform[]): Transform {
  let table: Float32Array | undefined;

  const applyAll: Transform['apply'] = (input, output, layout) => {
    let current = input;
    for (const step of steps) {
      step.apply(current, output, layout);
      current = output;
    }
  };

  function byteTable(): Float32Array {
    const values = new Float32Array(BYTES.length);
    applyAll(BYTES, values, { count: 1, shape: [1, BYTES.length, 1] });
    return values;
  }

  return {
    pointwise: true,
    apply(input, output, layout) {
      if (!(input instanceof Uint8Array)) return applyAll(input, output, layout);
      table ??= byteTable();
      lookUp(table, input, output);
    },
  };
}

function lookUp(table: Float32Array, input: Uint8Array, output: Float32Array): void {
  for (let i = 0; i < input.length; i++) output[i] = table[input[i]!]!;
}
