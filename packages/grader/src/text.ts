/** What a learner reads, in both languages of the course. */
export interface Text {
  /** English. */
  readonly en: string;
  /** Simplified Chinese. */
  readonly zh: string;
}

/** A language of the course: `en`, or `zh` for simplified Chinese. */
export type Language = keyof Text;

/** The languages of the course. */
export const languages: readonly Language[] = ['en', 'zh'];
