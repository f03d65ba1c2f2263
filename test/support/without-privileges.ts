const nobody = 65_534;

/**
 * Runs something as a user who may not open everything: tests often run as root, to whom no permission is denied.
 * Does nothing special where the process is an ordinary user.
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
