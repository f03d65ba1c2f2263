import type { people as schema } from '../en/people.ts';

export const people: typeof schema = {
  title: 'Benutzer',
  help: 'Personen, die sich mit Name und PIN oder Kennwort anmelden oder mit einem Ausweis. Ob sie das müssen, steht in den Einstellungen der Station.',
  name: 'Name',
  secret: 'PIN oder Kennwort',
  role: 'Rolle',
  add: 'Benutzer hinzufügen',
  none: 'Noch keine Benutzer',
  setSecret: 'PIN oder Kennwort …',
  setBadge: 'Ausweis …',
  takeBadge: 'Ausweis entziehen',
  badge: 'Code des Ausweises (scannen)',
  set: 'Setzen',
  cancel: 'Abbrechen',
  remove: 'Entfernen',
  signOut: 'Abmelden',
  signIn: {
    title: 'Anmelden',
    help: 'Ausweis scannen, oder Name und PIN oder Kennwort eingeben.',
    submit: 'Anmelden',
    refused: 'Name oder PIN, oder der Ausweis, ist hier nicht bekannt.',
    wait: 'Zu viele Versuche. Der nächste ist in {seconds} s möglich.',
    brokenScan: 'Der Scan war nicht vollständig. Den Ausweis noch einmal scannen.',
  },
  own: {
    now: 'PIN oder Kennwort bisher',
    next: 'PIN oder Kennwort ab jetzt',
    set: 'Ändern',
    done: 'Geändert.',
    refused: 'PIN oder Kennwort bisher stimmt nicht.',
  },
  setUp: {
    title: 'Erster Administrator',
    help: 'An dieser Station soll man sich anmelden, und es gibt noch keinen Administrator. Er fügt die anderen in den Einstellungen hinzu.',
    submit: 'Administrator anlegen',
  },
};
