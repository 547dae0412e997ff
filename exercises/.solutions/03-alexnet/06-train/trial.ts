/** What the program is told in a trial: AlexNet as it is would take minutes for a step or two. */
export const trial = { imageSize: 65, width: 1 / 8, limit: 384, testLimit: 200 };
