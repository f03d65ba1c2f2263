import { scheduledReportSchema, type ScheduledReport } from '../../shared/contract/scheduled-reports.ts';
import type { SecretsToSet } from '../../shared/contract/settings.ts';
import type { LineFile } from '../../shared/domain/line-file.ts';
import type { User } from '../../shared/domain/role.ts';
import { isSameName } from '../../shared/domain/same-name.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { ReportConfiguration } from '../scheduled-reports/configuration.ts';

type ReportInFile = LineFile['reports'][number];

/** Makes the conversion of scheduled reports for a file, with products by name and without passwords. */
export function createReportsInFile(
  reports: Pick<ReportConfiguration, 'list' | 'add' | 'change'>,
  products: {
    find(id: string): { readonly name: string } | null;
    findByName(name: string): { readonly id: string } | null;
  },
) {
  function inFile({ productId, ...report }: ScheduledReport): ReportInFile {
    return { ...report, product: productId === null ? null : (products.find(productId)?.name ?? '') };
  }

  /** @throws StationError BAD_INPUT naming the report, NOT_FOUND for an unknown product */
  function ofFile({ product = null, hasPassword: _hasPassword, ...given }: ReportInFile): ScheduledReport {
    const found = product === null ? null : products.findByName(product);
    if (product !== null && found === null) {
      throw new StationError(
        'NOT_FOUND',
        `Nothing of the file was applied. Report “${given.name}” names “${product}”: there is no such product.`,
      );
    }
    const parsed = scheduledReportSchema.safeParse({ ...given, productId: found?.id ?? null });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new StationError(
      'BAD_INPUT',
      `Nothing of the file was applied. Report “${given.name}”: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    );
  }

  const standingOf = (name: string) => reports.list().find((other) => isSameName(other.name, name));

  return {
    /** Returns all reports for a file. */
    written: (): ReportInFile[] =>
      reports.list().map(({ hasPassword, ...report }) => ({
        ...inFile(scheduledReportSchema.parse(report)),
        ...(hasPassword ? { hasPassword } : {}),
      })),

    /** Returns the change that a report in a file makes. @throws StationError BAD_INPUT, NOT_FOUND */
    step(given: ReportInFile) {
      const report = ofFile(given);
      const standing = standingOf(report.name);
      return {
        key: `reports.${report.name}`,
        before: standing === undefined ? null : inFile(scheduledReportSchema.parse(standing)),
        after: inFile(report),
        write: (user: User) =>
          standing === undefined
            ? reports.add(report, user)
            : reports.change(standing.id, standing.version, report, user),
      };
    },

    /** Returns the passwords that reports of a file had at the other station and lack here. */
    passwordsToSet: (given: readonly ReportInFile[]): SecretsToSet[] =>
      given
        .filter(({ name, hasPassword }) => hasPassword === true && standingOf(name)?.hasPassword !== true)
        .map(({ name }) => ({ output: name, secrets: ['password'] })),
  };
}
