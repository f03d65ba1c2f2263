/** The languages of the window and of texts that the station writes. */
export const languages = ['en', 'de', 'zh-CN'] as const;

export type Language = (typeof languages)[number];
