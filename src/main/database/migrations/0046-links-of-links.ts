import type { Migration } from '../migration.ts';

/** A link says by which link it was made: it ends with that one. Of links from before nobody knows. */
export const linksOfLinks: Migration = {
  version: 46,
  name: 'links-of-links',
  up: (database) => {
    database.exec(`
ALTER TABLE access_links ADD COLUMN made_by_link INTEGER REFERENCES access_links (id);
CREATE TRIGGER access_links_made_by_stays BEFORE UPDATE OF made_by_link ON access_links BEGIN
  SELECT RAISE(ABORT, 'access_links: a link never changes');
END;
`);
  },
};
