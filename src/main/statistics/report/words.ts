import type { Language } from '../../../shared/domain/languages.ts';
import { de } from './words/de.ts';
import { en, type ReportWords } from './words/en.ts';
import { zhCn } from './words/zh-cn.ts';

/** A report's words in each language. */
export const reportWords: Readonly<Record<Language, ReportWords>> = { en, de, 'zh-CN': zhCn };
