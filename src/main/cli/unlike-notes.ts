import { unlikeTexts } from '../../shared/domain/difference-words.ts';
import type { Unlike } from '../../shared/domain/picture-traits.ts';
import { englishDifferences } from '../report/difference-text.ts';
import type { Terminal } from './terminal.ts';

/** A printed notice of pictures unlike the training images, with its first part. */
export interface UnlikeNotice {
  readonly fromPart: number;
  readonly text: string;
}

/** Notes each notice on standard error only once, although the session reports it repeatedly. */
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
