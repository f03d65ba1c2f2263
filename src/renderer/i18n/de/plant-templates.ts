import type { Messages } from '../en.ts';

export const plantTemplates: Messages['plantTemplates'] = {
  publish: 'Als Vorlage im Werk veröffentlichen',
  withdraw: 'Vorlage aus dem Werk zurückziehen',
  published:
    '{name} ist eine Vorlage des Werks: Bereich, Ursachen und Einstellungen, ohne Bilder und Modelle',
  withdrawn: '{name} ist keine Vorlage des Werks mehr',
  open: 'Aus einer Vorlage des Werks …',
  title: 'Produkt aus einer Vorlage des Werks',
  template: 'Vorlage',
  from: '{name}, von {station}',
  station: 'Station {station}',
  name: 'Name hier',
  help: 'Bereich, Ursachen, Alarm und Kosten eines Schlupfs kommen mit, das Rezept, wo seine Nummer frei ist. Bilder und Modelle nicht.',
  take: 'Produkt anlegen',
  taken: '{name} ist aus der Vorlage angelegt',
  numberTaken: '{name} ist aus der Vorlage angelegt, ohne Rezept: Nummer oder Code sind hier vergeben',
};
