/** Folder that holds `postgres` and `initdb`, or undefined. */
export function findPostgres(): string | undefined;
/** Folder of a PostgreSQL server's programs; installs Debian's package if there is none and we may. */
export function needPostgres(): string;
