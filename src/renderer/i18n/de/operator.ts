import type { operator as schema } from '../en/operator.ts';

export const operator: typeof schema = {
  title: 'Prüfen',
  sources: {
    'window-camera': 'Kamera dieses Fensters',
    'watched-folder': 'Überwachter Ordner',
    'simulated-camera': 'Simulierte Kamera',
  },
};
