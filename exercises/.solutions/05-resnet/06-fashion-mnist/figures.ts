/** The standard error of an accuracy. */
export const standardError = (accuracy: number, images: number) =>
  Math.sqrt((accuracy * (1 - accuracy)) / images);

/** How many standard errors of their difference lie between two accuracies. */
export const errorsApart = (first: number, second: number, images: number) =>
  Math.abs(first - second) / Math.hypot(standardError(first, images), standardError(second, images));

/** What the lecture reports of its networks, and what its code measures on both data sets. */
export const figures = {
  lenet5: { reported: 0.9794, mnist: [0.9798, 0.981, 0.988], fashion: [0.7984, 0.851, 0.8297] },
  googlenet: { reported: 0.9892, mnist: [0.9896, 0.9882], fashion: [0.1, 0.8912] },
  resnet: { reported: 0.9892, mnist: [0.9908, 0.9928, 0.991], fashion: [0.9049, 0.8928, 0.9018] },
} as const;

/** Images in the test set of both data sets. */
export const testImages = 10_000;
