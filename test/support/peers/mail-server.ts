import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail that the server accepted: its recipients, and the whole mail as text. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** Opens a real SMTP server that lets one user in, and closes it with the test. */
export async function mailServer(user: { readonly name: string; readonly password: string }) {
  const mails: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: false,
    // The test's server has no certificate.
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === user.name && password === user.password) done(null, { user: username });
      else done(new Error('Unknown user'));
    },
    onRcptTo({ address }, _session, done) {
      done(address.endsWith('@nowhere.example') ? new Error('No such receiver') : null);
    },
    onData(stream, { envelope }, done) {
      text(stream).then((body) => {
        const { mailFrom, rcptTo } = envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), text: body });
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
  const close = (): Promise<void> => new Promise((done) => server.close(() => done()));
  onTestFinished(close);
  return { port: address.port, mails, close };
}
