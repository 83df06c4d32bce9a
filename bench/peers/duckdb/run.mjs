// node run.mjs ACTIVITY.csv WORLD OUT.csv [--as-the-format-asks]
// Runs decide.sql. Without the switch, cells are taken as they stand, as an analyst who knows the file would; with it they are trimmed, upper-cased and so on first.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.PEERS ?? new URL('../../.peers', import.meta.url).pathname}/`);
const { DuckDBInstance } = require('@duckdb/node-api');

const [activity, world, out, tidy] = process.argv.slice(2);
const quoted = path => path.replaceAll("'", "''");
const script = readFileSync(new URL('decide.sql', import.meta.url), 'utf8')
  .replaceAll('$ACTIVITY', quoted(activity)).replaceAll('$WORLD', quoted(world)).replaceAll('$OUT', quoted(out));
const macros = tidy === '--as-the-format-asks'
  ? `CREATE MACRO code(x) AS nullif(upper(trim(x, E' \\t\\n\\r')), '');
     CREATE MACRO postcode_of(x) AS nullif(upper(regexp_replace(x, '\\s+', '', 'g')), '');
     CREATE MACRO codes(x) AS upper(regexp_replace(x, '[\\s.]+', '', 'g'));`
  : `CREATE MACRO code(x) AS x;
     CREATE MACRO postcode_of(x) AS x;
     CREATE MACRO codes(x) AS upper(replace(x, '.', ''));`;

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(macros);
await connection.run(script);
