import type { GivenNameWords } from '../../../shared/domain/given-names.ts';
import { filled } from '../../report/filled.ts';
import type { ReportWords } from './words/en.ts';

/** What a report calls lanes and people that nobody named. */
export function namesIn({ names }: ReportWords): GivenNameWords {
  return { lane: (number) => filled(names.lane, { number }), localUser: names.localUser };
}
