import { stripVTControlCharacters } from 'node:util';

const linesOfEach = 16;

/**
 * Summarises the failures for the end of a run's output, so that its last lines show the reasons.
 *
 * @typedef {{ title: string, messages: string[] }} Failure
 * @param {Failure[]} failures
 * @returns {string} empty without failures
 */
export function failuresText(failures) {
  return failures
    .map(({ title, messages }) => {
      const lines = stripVTControlCharacters(messages.join('\n'))
        .split('\n')
        .filter((line) => line.trim() !== '');
      const shown = lines.slice(0, linesOfEach).map((line) => `    ${line}\n`);
      return `FAILED ${title}\n${shown.join('')}`;
    })
    .join('');
}

/**
 * @param {{ testResults: { name: string, message?: string, assertionResults: { status: string, fullName?: string,
 *   title: string, failureMessages?: string[] | null }[] }[] }} report vitest's JSON report
 * @returns {Failure[]}
 */
export function vitestFailures(report) {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const file = name.replace(/^.*[\\/](?=test[\\/])/, '');
    if (assertionResults.length === 0 && message) return [{ title: file, messages: [message] }];
    return assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, title, failureMessages }) => ({
        title: `${file}: ${fullName ?? title}`,
        messages: failureMessages ?? [],
      }));
  });
}

/**
 * @typedef {{ title: string, specs?: { title: string, file?: string, tests: { status: string,
 *   results?: { errors?: { message?: string }[] }[] }[] }[], suites?: Suite[] }} Suite
 * @param {{ suites: Suite[] }} report Playwright's JSON report
 * @returns {Failure[]}
 */
export function playwrightFailures(report) {
  return report.suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) => ({
          title: `${file ?? suite.title}: ${title}`,
          messages: (results ?? []).flatMap(({ errors }) =>
            (errors ?? []).map(({ message }) => message ?? ''),
          ),
        })),
    ),
    ...playwrightFailures({ suites: suite.suites ?? [] }),
  ]);
}
