/** What the `featuremap` command exits with. */
export const ExitCode = {
  /** It did what was asked. */
  ok: 0,
  /** It tried and failed: data missing, disk full, training diverged, … */
  failure: 1,
  /** It was asked for something that cannot be: an unknown option, network or data set, a value out of range. */
  usage: 2,
  /** Ctrl-C (SIGINT); what there was has been saved. */
  interrupted: 130,
  /** SIGTERM; what there was has been saved. */
  terminated: 143,
} as const;

/** One of the values of {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
