import { unlikeTexts } from '../../shared/domain/difference-words.ts';
import type { Unlike } from '../../shared/domain/picture-traits.ts';
import { englishDifferences } from '../report/difference-text.ts';
import type { Terminal } from './terminal.ts';

/** What was told of pictures unlike the training images, and with which part. */
export interface UnlikeNotice {
  readonly fromPart: number;
  readonly text: string;
}

/** Tells on standard error, once a notice: the session is told again for other reasons, too. */
export function createUnlikeNotes(terminal: Pick<Terminal, 'note'>) {
  const notices: UnlikeNotice[] = [];
  let told = '';
  return {
    notices,
    hear(unlike: Unlike | null, fromPart: number): void {
      const text = unlike ? unlikeTexts(unlike, englishDifferences).join('; ') : '';
      if (text !== '' && text !== told) {
        terminal.note(`Pictures unlike the training images, from part ${fromPart} on: ${text}`);
        notices.push({ fromPart, text });
      }
      told = text;
    },
  };
}
