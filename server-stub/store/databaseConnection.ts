import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";

/** What an engine answers to a statement. */
export interface Answered {
  rows: unknown[];
  /** Rows that the statement changed. */
  changes: number;
}

/** Kysely's view of something that runs statements. */
export function asDatabaseConnection(
  execute: (sql: string, parameters: readonly unknown[]) => Promise<Answered>,
): DatabaseConnection {
  const executeQuery = async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
    const { rows, changes } = await execute(sql, parameters);
    // What a row is Kysely infers from the statement and the tables; the engine's word is all there is.
    return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
  };
  return {
    executeQuery,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
  };
}
