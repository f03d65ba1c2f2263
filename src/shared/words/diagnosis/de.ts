import type { DiagnosisCheck, FindingKind } from '../../domain/diagnosis.ts';
import type { FindingWords } from './en.ts';

export const diagnosisCheckNames: Readonly<Record<DiagnosisCheck, string>> = {
  home: 'Home-Ordner',
  disk: 'Datenträger',
  database: 'Datenbank',
  versions: 'Versionen',
  clock: 'Uhr',
  inference: 'Inferenz',
  cameras: 'Programme der Kameras',
  outputs: 'Ausgänge',
  backup: 'Sicherung',
  models: 'Modelle',
  trail: 'Prüfprotokoll',
};

export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  homePrivate: { found: '„{home}“ steht nur dem Besitzer offen und ist beschreibbar.', todo: '' },
  homeMissing: {
    found: '„{home}“ gibt es nicht.',
    todo: 'Die Station einmal starten, oder STATION_HOME auf ihren Home-Ordner setzen.',
  },
  homeOpen: {
    found: '„{home}“ steht anderen Benutzern dieses Rechners offen (Rechte {rights}).',
    todo: 'Schließen: chmod 700. Die Station tut es beim Start, wenn der Ordner ihrem Benutzer gehört.',
  },
  homeNotWritable: {
    found: '„{home}“ ist nicht beschreibbar: {said}.',
    todo: 'Den Ordner und seinen Inhalt dem Benutzer der Station geben.',
  },
  homeRestoring: {
    found: 'Eine Wiederherstellung nach „{home}“ wurde abgebrochen; dort startet keine Station.',
    todo: 'Noch einmal ausführen: station restore --from DIR --to HOME --replace.',
  },
  diskFree: { found: '{free} von {total} sind frei.', todo: '' },
  diskLow: {
    found: 'Nur {free} von {total} sind frei.',
    todo: 'Platz schaffen, oder Bilder alter Einträge gehen lassen: Einstellungen, Aufbewahrung der Bilder.',
  },
  diskFull: {
    found: '{free} von {total} sind frei: Der Datenträger ist so gut wie voll.',
    todo: 'Jetzt Platz schaffen; sonst können Teile nicht protokolliert werden.',
  },
  stationRuns: { found: 'Im Home-Ordner arbeitet eine Station (Prozess {process}).', todo: '' },
  stationEnded: { found: 'Im Home-Ordner arbeitet keine Station.', todo: '' },
  databaseWhole: { found: 'Unversehrt: Version {version}, {size}.', todo: '' },
  databaseNone: {
    found: 'Es gibt noch keine Datenbank.',
    todo: 'Die Station einmal starten; wo schon eine lief, eine Sicherung wiederherstellen.',
  },
  databaseDamaged: {
    found: 'Beschädigt: {said}.',
    todo: 'Die Station beenden und eine Sicherung wiederherstellen: station restore.',
  },
  databaseUnopened: {
    found: 'Sie lässt sich nicht öffnen: {said}',
    todo: 'Tun, was die Meldung sagt; sonst die Station beenden und eine Sicherung wiederherstellen.',
  },
  databaseNewer: {
    found: 'Ihre Version {version} ist neuer als die dieser Station, {own}.',
    todo: 'Die Version der Station installieren, die sie geschrieben hat, oder eine neuere.',
  },
  databaseOlder: {
    found: 'Ihre Version {version} ist älter als die dieser Station, {own}.',
    todo: 'Der nächste Start dieser Station bringt sie auf den Stand, nach einer Kopie.',
  },
  versionsKnown: {
    found: 'Station {station}, Node {node}, {system}, {processors} Prozessoren, {memory} Speicher.',
    todo: '',
  },
  nodeOld: {
    found: 'Node {node} ist zu alt: {needed} wird gebraucht.',
    todo: 'Ein neueres Node installieren.',
  },
  clockRight: { found: '{now}, Zeitzone {zone}.', todo: '' },
  clockBehind: {
    found: 'Die Uhr sagt {now}; der neueste Satz ist von {newest}.',
    todo: 'Die Uhr des Rechners stellen, am besten durch einen Zeitserver (NTP).',
  },
  clockUnset: {
    found: 'Die Uhr sagt {now}: Sie wurde nie gestellt.',
    todo: 'Die Uhr des Rechners stellen, am besten durch einen Zeitserver (NTP); ihre Batterie prüfen.',
  },
  inferenceCpu: { found: 'ONNX Runtime rechnet auf dem Prozessor.', todo: '' },
  inferenceCuda: { found: 'ONNX Runtime rechnet auf der Grafikkarte (CUDA).', todo: '' },
  inferenceCudaRefused: {
    found: 'Ein Treiber von NVIDIA ist da, und CUDA läuft nicht: {said}',
    todo: 'Modelle laufen auf dem Prozessor. CUDA-Bibliotheken installieren, die zum Treiber passen.',
  },
  inferenceFailed: {
    found: 'ONNX Runtime rechnet nicht: {said}',
    todo: 'Die Station neu installieren; prüfen, ob die Art des Prozessors unterstützt wird.',
  },
  camerasReady: { found: 'Was {cameras} liest, ist da.', todo: '' },
  camerasUnneeded: { found: 'Keine Spur braucht, was für {cameras} fehlt: {said}', todo: '' },
  camerasMissing: {
    found: 'Die Spuren {lanes} haben {cameras}, was nicht gelesen werden kann: {said}',
    todo: 'Installieren, was fehlt; dann die Prüfung neu starten.',
  },
  outputsNone: { found: 'Keiner ist eingerichtet.', todo: '' },
  outputLeaves: { found: '„{name}“: Keine Störung ist bekannt.', todo: '' },
  outputOff: { found: '„{name}“ ist abgeschaltet.', todo: '' },
  outputWaits: {
    found: '„{name}“: {waiting} Ergebnisse warten seit {since}. {said}',
    todo: 'Tun, was die Meldung sagt; die Ergebnisse gehen dann von selbst hinaus.',
  },
  outputDropped: {
    found: '„{name}“: {dropped} Ergebnisse wurden aufgegeben, die letzten {at}.',
    todo: 'Sie dem Protokoll entnehmen: station export-log.',
  },
  backupTaken: { found: 'Die letzte wurde {at} gemacht.', todo: '' },
  backupNone: {
    found: 'Die Station macht keine Sicherungen.',
    todo: 'In den Einstellungen einen Ordner für Sicherungen setzen, oder station backup --to DIR regelmäßig ausführen.',
  },
  backupLate: {
    found: 'Keine seit der doppelten Zeit, in der eine fällig ist; die letzte: {at}.',
    todo: 'Einstellungen, Sicherung ansehen; jetzt eine machen.',
  },
  backupFailed: {
    found: 'Die letzte ist {at} misslungen: {said}',
    todo: 'Tun, was die Meldung sagt; jetzt eine machen.',
  },
  modelsNone: { found: 'Es gibt keine.', todo: '' },
  modelsWhole: { found: 'Alle {count} sind, wie sie geschrieben wurden.', todo: '' },
  modelDamaged: {
    found: '„{product}“, Modell {model}: {said}',
    todo: 'Ein anderes Modell aktivieren, eine Sicherung wiederherstellen oder neu trainieren.',
  },
  trailEmpty: { found: 'Es hat noch keinen Eintrag.', todo: '' },
  trailWhole: { found: 'Alle {records} Einträge sind, wie sie geschrieben wurden.', todo: '' },
  trailBroken: {
    found: '{faults} Fehler in {records} Einträgen.',
    todo: 'Welche: station audit verify. Den Home-Ordner lassen, wie er ist, bis sie erklärt sind.',
  },
  databaseNeeded: {
    found: 'Nicht bekannt: Diese Version kann die Datenbank nicht lesen.',
    todo: 'Siehe die Prüfung der Datenbank.',
  },
  notFinished: {
    found: 'Nicht innerhalb von {seconds} s fertig.',
    todo: 'Es ist viel zu lesen, oder der Datenträger ist langsam. Noch einmal versuchen, während die Linie ruht.',
  },
  notMade: { found: 'Die Prüfung selbst ist misslungen: {said}', todo: 'Das Archiv an den Support senden.' },
};
