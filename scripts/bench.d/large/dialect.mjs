// Where the two databases want different words for the same.

export const SQLITE = {
  moment: (seconds) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${seconds}, 'unixepoch')`,
  digits: (number) => `printf('%012d', ${number})`,
};

export const POSTGRES = {
  moment: (seconds) => `to_timestamp(${seconds})`,
  digits: (number) => `lpad((${number})::text, 12, '0')`,
};

/** Numbers from 1 on, in a table called `numbers`. */
export const numbers = (most) => `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${most})`;

/** One of some expressions, by a number. */
export const one = (number, expressions) =>
  `CASE (${number}) % ${expressions.length} ${expressions.map((text, index) => `WHEN ${index} THEN ${text}`).join(" ")} END`;

/** One of some words, by a number. */
export const word = (number, words) => one(number, words.map((text) => `'${text.replaceAll("'", "''")}'`));
