import type { ReportTargetOf } from '../../shared/domain/report-targets.ts';
import { messageOf, type StationError } from '../../shared/domain/station-error.ts';
import { systemCode } from '../files/file-failure.ts';
import { networkFailure } from '../line/network-failure.ts';
import { OutputTroubleError } from '../line/output-trouble.ts';
import type { WrittenReport } from './written-report.ts';

/** Times without an answer after which the server counts as unreachable, milliseconds. */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 } as const;

/**
 * Sends a report as a mail with the PDF attached. With `starttls`, refuses a server that cannot encrypt.
 *
 * @throws StationError UNREACHABLE, FORBIDDEN if the server refuses the login, BAD_INPUT if it refuses the sender or
 *   the receivers
 */
export async function sendMail(
  target: ReportTargetOf<'mail'>,
  password: string | null,
  { subject, text, fileName, pdf }: WrittenReport,
  signal: AbortSignal,
): Promise<void> {
  const { host, port, security, user, from, to, authority } = target;
  signal.throwIfAborted();
  // Loaded with the first mail, because loading takes a tenth of the station's start and most stations send no mail.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    ...patience,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    tls: authority === null ? {} : { ca: authority },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const stop = (): void => transport.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      attachments: [{ filename: fileName, content: Buffer.from(pdf), contentType: 'application/pdf' }],
    });
  } catch (error) {
    signal.throwIfAborted();
    throw mailFailure(error, target);
  } finally {
    signal.removeEventListener('abort', stop);
    transport.close();
  }
}

function mailFailure(error: unknown, { host, port, user }: ReportTargetOf<'mail'>): StationError {
  const said = messageOf(error);
  switch (systemCode(error)) {
    case 'EAUTH':
      return new OutputTroubleError('FORBIDDEN', 'mailUser', { address: host, user: user ?? '', said });
    case 'EENVELOPE':
    case 'EMESSAGE':
      return new OutputTroubleError('BAD_INPUT', 'mailRefused', { address: host, said });
    default:
      return networkFailure(error, `${host}:${port}`);
  }
}
