import type { Messages } from '../en.ts';

export const models: Messages['models'] = {
  takeOver: {
    field: 'Modell übernehmen lassen, wenn es besser ist',
    rule: 'Es wird dann auf den Testbildern des Produkts mit dem aktiven Modell verglichen: Es übernimmt, wenn Bild-AUROC und AU-PRO nicht schlechter sind und eines davon besser ist, um mehr als {margin}. Sonst bleibt das aktive Modell.',
    few: 'Das Produkt hat {good} gute und {defective} fehlerhafte Testbilder; für ein Urteil braucht es von beiden mindestens {least}. Bis dahin wird ein Modell nur vorgeschlagen.',
    first: 'Es hat übernommen: Bisher hat kein Modell dieses Produkt geprüft.',
    taken:
      'Es hat selbsttätig übernommen: Auf {images} Testbildern hat es Bild-AUROC / AU-PRO {own}, das Modell davor {other}.',
    kept: {
      better:
        'Das aktive Modell bleibt: Auf {images} Testbildern hat es Bild-AUROC / AU-PRO {other}, dieses {own}.',
      alike:
        'Das aktive Modell bleibt, denn dieses ist gleich gut: auf {images} Testbildern Bild-AUROC / AU-PRO {own} gegen {other}.',
      worse:
        'Das aktive Modell bleibt, denn dieses ist schlechter: auf {images} Testbildern Bild-AUROC / AU-PRO {own} gegen {other}.',
      mixed:
        'Das aktive Modell bleibt, denn dieses ist in einem Maß schlechter: auf {images} Testbildern Bild-AUROC / AU-PRO {own} gegen {other}.',
    },
    proposed:
      'Nur vorgeschlagen: {good} gute und {defective} fehlerhafte Testbilder sagen nicht, welches Modell besser ist; von beiden braucht es mindestens {least}.',
    undecided: 'Die Modelle ließen sich nicht vergleichen, daher bleibt das aktive. {message}',
    stopped: 'Der Vergleich wurde abgebrochen; das aktive Modell bleibt.',
    rollBack: 'Zurückrollen',
    rollBackNote: 'Ein Modell zurückgerollt, das selbsttätig übernommen hatte.',
    rolledBack: 'Das Modell davor ist wieder aktiv',
    toActivation: 'Zur Aktivierung',
  },
};
