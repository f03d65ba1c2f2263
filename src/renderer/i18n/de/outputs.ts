import type { outputs as schema } from '../en/outputs.ts';

export const outputs: typeof schema = {
  title: 'Linie: Ausgänge',
  help: 'Jedes beurteilte Teil geht an jeden Ausgang, auch gute: in Reihenfolge, mindestens einmal, nachdem es im Protokoll steht.',
  readOnly: 'Ändern kann die Einrichtung.',
  none: 'Ergebnisse bleiben in der Station',
  add: 'Ausgang hinzufügen',
  change: 'Ändern',
  remove: 'Entfernen',
  removeTitle: '{name} entfernen?',
  removeText:
    'Was geschrieben ist, bleibt, wo es ist. Ergebnisse, die noch warten, werden aufgegeben: {count}.',
  name: 'Name',
  nameExample: 'z. B. Ordner des MES',
  kind: 'Art',
  enabled: 'Nimmt Ergebnisse an',
  save: 'Speichern',
  since: 'Seit {time}, durch {name}',
  ok: 'Alle Ergebnisse sind draußen',
  sending: 'Wird gesendet: {count}',
  waiting: 'Wartende Ergebnisse: {count}, seit {time}',
  off: 'Ausgeschaltet',
  dropped: 'Aufgegeben, weil zu viele warteten: {count}, die letzten {time}',
  test: 'Testen',
  tested: 'Die Probe kam über {name} an',
  messages: 'Letzte Meldungen',
  noMessages: 'Bisher wurde nichts gesendet.',
  trial: 'Probe',
  messageWaits: 'wartet',
  messageLeft: 'ist draußen',
  kinds: {
    file: {
      name: 'Dateien in einem Ordner',
      folder: 'Ordner auf dem Rechner der Station',
      folderHelp: 'Der ganze Pfad. Der Ordner muss da sein; je Tag wird eine Datei hineingeschrieben.',
      format: 'Dateien als',
      formats: { 'json-lines': 'JSON, eine Zeile je Teil', csv: 'CSV, eine Zeile je Teil' },
    },
    webhook: {
      name: 'Webhook',
      url: 'Adresse',
      urlHelp:
        'Nimmt jedes Ergebnis als POST-Anfrage mit JSON an. Ist sie zeitweise nicht da, warten die Ergebnisse.',
    },
  },
};
