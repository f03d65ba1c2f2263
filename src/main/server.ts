import './host/more-threads.ts';
import { StationError } from '../shared/domain/station-error.ts';
import { runServer } from './headless/run-server.ts';
import { reportToStandardError } from './host/report-to-standard-error.ts';

process.on('unhandledRejection', (error) => reportToStandardError(error, 'unhandled'));
try {
  await runServer(process.argv.slice(2));
} catch (error) {
  if (error instanceof StationError) {
    process.stderr.write(`Loupe did not start (${error.code}): ${error.message}\n`);
  } else reportToStandardError(error, 'start');
  process.exit(1);
}
