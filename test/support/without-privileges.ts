const nobody = 65_534;

/**
 * Runs a function as a user without the right to open everything. Tests often run as root, to whom no permission is denied.
 * Changes nothing if the process already runs as an ordinary user.
 */
export async function withoutPrivileges<Result>(run: () => Promise<Result>): Promise<Result> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return run();
  seteuid(nobody);
  try {
    return await run();
  } finally {
    seteuid(0);
  }
}
