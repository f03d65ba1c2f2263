import type { line as schema } from '../en/line.ts';

export const line: typeof schema = {
  pause: {
    title: 'Warum ist Pause?',
    hint: 'Ein Tipp genügt; es geht auch ohne Grund.',
    reasons: {
      changeover: 'Produktwechsel',
      cleaning: 'Reinigung',
      fault: 'Störung an der Maschine',
      material: 'Kein Material',
      setting: 'Kamera oder Licht eingestellt',
      break: 'Arbeitspause',
    },
    other: 'Ein anderer Grund',
    set: 'Grund vermerken',
    since: 'Pausiert seit {time}',
    by: 'Pausiert von {name}',
  },
};
