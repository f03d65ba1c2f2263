import { lockMinutesFor } from '../../shared/domain/lock-minutes.ts';
import type { StationSettings } from '../../shared/domain/station-settings.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { createAccessLinks } from './access-links.ts';
import { createAccessRepository } from './access-repository.ts';
import { readProvider } from './provider-file.ts';
import { createProviderSignIns } from './provider-sign-ins.ts';
import { createSignIns, type SignInParts } from './sign-ins.ts';
import { createUsers } from './users.ts';
import { createUsersRepository, isNameOfUser } from './users-repository.ts';

export interface PeopleParts {
  readonly database: StationDatabase;
  readonly paths: { readonly badgeSalt: string; readonly signInProvider: string };
  /** Returns the settings in force. */
  readonly settings: () => StationSettings;
  readonly note: SignInParts['note'];
}

/** Opens everything about access: access links, users and sign-ins. */
export function openPeople({ database, paths, settings, note }: PeopleParts) {
  const rows = createUsersRepository(database);
  const saltFile = paths.badgeSalt;
  const access = createAccessLinks(createAccessRepository(database), isNameOfUser(rows));
  const provider = () => readProvider(paths.signInProvider);
  const signIns = createSignIns({
    rows,
    saltFile,
    note,
    mode: () => settings()['users.mode'],
    provider: () => provider()?.label ?? null,
    lockAfter: (roles) => lockMinutesFor(roles, settings()),
  });
  return {
    access,
    users: createUsers({ rows, links: access, saltFile }),
    signIns,
    providerSignIns: createProviderSignIns(provider, signIns),
  };
}
