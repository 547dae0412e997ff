/**
 * How far chance may move an accuracy: the standard error of a share that was counted on some images.
 *
 * @param accuracy the share of right answers, from 0 to 1
 * @param images how many images it was counted on
 */
export function standardError(accuracy: number, images: number): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How far two accuracies lie apart, counted in standard errors of their difference. Never below 0.
 *
 * @param first an accuracy, from 0 to 1
 * @param second another one
 * @param images how many images each was counted on
 */
export function errorsApart(first: number, second: number, images: number): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Whether a reported accuracy can be explained by what was measured.
 *
 * @param reported an accuracy, from 0 to 1
 * @param measured accuracies of several runs, which differ in their seed
 * @param images how many images each was counted on
 * @returns true where it lies at most 3 standard errors from one of the runs, or from several
 */
export function couldBe(reported: number, measured: number[], images: number): boolean {
  throw new Error('not written yet: README.md says what to do');
}

/** How to train: SGD whose rate stays as it is, or falls to 0 along half a cosine. */
export interface Recipe {
  learningRate: number;
  /** Share of the last step that the next one keeps, from 0 to less than 1. */
  momentum: number;
  schedule: 'constant' | 'cosine';
}

/** A recipe that trains ResNet on FashionMNIST, in batches of 128. */
export function recipe(): Recipe {
  throw new Error('not written yet: README.md says what to do');
}
