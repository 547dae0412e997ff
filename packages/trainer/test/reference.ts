import { readFileSync } from 'node:fs';

/** What PyTorch computed; `make_reference.py` beside it made it. */
export interface Reference {
  readonly schedules: Readonly<Record<'step' | 'cosine' | 'warmup' | 'warmupThenCosine', readonly number[]>>;
  readonly clipped: readonly {
    readonly maxNorm: number;
    readonly norm: number;
    readonly a: readonly number[];
    readonly b: readonly number[];
  }[];
  readonly runs: readonly {
    readonly momentum: number;
    readonly maxNorm: number;
    readonly losses: readonly number[];
    readonly norms: readonly number[];
    readonly kernel: readonly number[];
  }[];
}

/** The values in torch.json. */
export const reference: Reference = JSON.parse(
  readFileSync(new URL('./torch.json', import.meta.url), 'utf8'),
);
