import Sqlite from 'better-sqlite3';

/** A program that holds a database for writing as long as it runs, until it is told to end. */
const [path = ''] = process.argv.slice(2);
const database = new Sqlite(path);
database.exec('BEGIN IMMEDIATE');
process.on('message', () => {
  database.close();
  process.disconnect();
});
process.send?.('held');
