/**
 * What happens while a data set is loaded, for `onProgress`. `file` is the file's name without `.gz`.
 *
 * - `found`: taken from this machine, verified.
 * - `rejected`: a file on this machine is not the one wanted, for `reason`; the next place is tried.
 * - `download`: `received` bytes have come of `total`, where the server says it (of the packed file, if packed).
 * - `retry`: a mirror failed for `reason`; it is tried again, or the next one is.
 * - `saved`: verified and written.
 */
export type LoadProgress =
  | { readonly kind: 'found'; readonly file: string; readonly path: string }
  | { readonly kind: 'rejected'; readonly file: string; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'download';
      readonly file: string;
      readonly url: string;
      readonly received: number;
      readonly total: number | undefined;
    }
  | { readonly kind: 'retry'; readonly file: string; readonly url: string; readonly reason: string }
  | { readonly kind: 'saved'; readonly file: string; readonly path: string };
