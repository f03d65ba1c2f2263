import { laneForPeople, personForPeople } from '../../shared/domain/given-names.ts';
import { useText } from './use-text.ts';

/** Names of lanes and people; unnamed ones get a name in the window's language. */
export function useGivenNames() {
  const { t } = useText();
  const words = {
    lane: (number: number) => t('frame.names.lane', { number }),
    get localUser() {
      return t('frame.names.localUser');
    },
  };
  return {
    laneName: (name: string): string => laneForPeople(name, words),
    personName: (name: string): string => personForPeople(name, words),
  };
}
