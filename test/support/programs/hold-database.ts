import Sqlite from 'better-sqlite3';

/** Another program that writes into a database for as long as it runs, or until it is told to end. */
const [path = ''] = process.argv.slice(2);
const database = new Sqlite(path);
database.exec('BEGIN IMMEDIATE');
process.on('message', () => {
  database.close();
  process.disconnect();
});
process.send?.('held');
