import { type Kysely, type Migration, sql } from "kysely";

/**
 * Steps that make the tables, in order of their names; a step that has been released never changes.
 * Only SQL that SQLite and PostgreSQL share, names as keys, no sequences: any number of collectors may write
 * to one distributed engine. The one row that all writers of a site meet at is the counter of its changes.
 */
export const MIGRATIONS: Record<string, Migration> = {
  "0001-records": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("records")
        .ifNotExists()
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("rev", "integer", (column) => column.notNull())
        .addColumn("survey", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("shown_at", "text", (column) => column.notNull())
        .addColumn("clock", "text", (column) => column.notNull())
        .addColumn("received_at", "text", (column) => column.notNull())
        .addColumn("updated_at", "text", (column) => column.notNull())
        .addColumn("identity", "text", (column) => column.notNull())
        .addColumn("user_id", "text")
        .addColumn("visitor", "text")
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("records_key", ["site", "id"])
        .execute();
      await db.schema
        .createIndex("records_by_survey")
        .ifNotExists()
        .on("records")
        .columns(["site", "survey", "shown_at", "id"])
        .execute();
      await db.schema
        .createIndex("records_by_user")
        .ifNotExists()
        .on("records")
        .columns(["site", "user_id", "survey"])
        .execute();
      await db.schema
        .createTable("record_conflicts")
        .ifNotExists()
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("rev", "integer", (column) => column.notNull())
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("received_at", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("record_conflicts_key", ["site", "id", "rev", "digest"])
        .execute();
      await db.schema
        .createTable("manifests")
        .ifNotExists()
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("served_from", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("manifests_key", ["site", "served_from", "hash"])
        .execute();
    },
  },
  "0002-tags-and-people": {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable("records").addColumn("tags", "text").execute();
      await db.schema.createIndex("records_by_visitor").on("records").columns(["site", "visitor"]).execute();
      await db.schema
        .createIndex("records_by_change")
        .on("records")
        .columns(["site", "updated_at", "id"])
        .execute();
      await db.schema
        .createIndex("records_by_receipt")
        .on("records")
        .columns(["site", "received_at"])
        .execute();
    },
  },
  "0003-secrets": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("secrets")
        .addColumn("name", "text", (column) => column.notNull().primaryKey())
        .addColumn("value", "text", (column) => column.notNull())
        .execute();
    },
  },
  "0004-messages-and-links": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("messages")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("webhook", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("record", "text")
        .addColumn("made_at", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("attempts", "integer", (column) => column.notNull())
        .addColumn("next_at", "text", (column) => column.notNull())
        .addColumn("last_error", "text")
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("messages_key", ["site", "id", "webhook"])
        .execute();
      await db.schema
        .createIndex("messages_by_turn")
        .on("messages")
        .columns(["site", "state", "next_at"])
        .execute();
      await db.schema.createIndex("messages_by_record").on("messages").columns(["site", "record"]).execute();
      await db.schema
        .createTable("links")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("survey", "text", (column) => column.notNull())
        .addColumn("user_id", "text")
        .addColumn("case_id", "text")
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("made_at", "text", (column) => column.notNull())
        .addColumn("expires_at", "text", (column) => column.notNull())
        .addColumn("used_at", "text")
        .addPrimaryKeyConstraint("links_key", ["site", "id"])
        .execute();
      await db.schema.createIndex("links_by_user").on("links").columns(["site", "user_id"]).execute();
    },
  },
  "0005-cases": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("cases")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("record", "text", (column) => column.notNull())
        .addColumn("survey", "text", (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("changes", "integer", (column) => column.notNull())
        .addColumn("status", "text", (column) => column.notNull())
        .addColumn("level", "integer", (column) => column.notNull())
        .addColumn("owner", "text")
        .addColumn("assigned", "text")
        .addColumn("reason", "text")
        .addColumn("action", "text")
        .addColumn("rule", "text")
        .addColumn("opened_by", "text", (column) => column.notNull())
        .addColumn("opened_at", "text", (column) => column.notNull())
        .addColumn("received_at", "text", (column) => column.notNull())
        .addColumn("due_at", "text", (column) => column.notNull())
        .addColumn("resolve_by", "text")
        .addColumn("contacted_at", "text")
        .addColumn("resolved_at", "text")
        .addColumn("recovered_at", "text")
        .addColumn("recovered_by", "text")
        .addColumn("touched", "integer", (column) => column.notNull())
        .addColumn("overdue_told", "integer", (column) => column.notNull())
        .addColumn("escalations", "text", (column) => column.notNull())
        .addColumn("escalated", "integer", (column) => column.notNull())
        .addColumn("turn", "text", (column) => column.notNull())
        .addColumn("next_at", "text")
        .addColumn("updated_at", "text", (column) => column.notNull())
        .addColumn("notes", "text", (column) => column.notNull())
        .addColumn("history", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("cases_key", ["site", "id"])
        .execute();
      const index = (name: string, columns: string[]) =>
        db.schema.createIndex(name).on("cases").columns(columns);
      await index("cases_by_record", ["site", "record"]).unique().execute();
      await index("cases_by_turn", ["site", "turn", "id"]).execute();
      await index("cases_by_next", ["site", "next_at"]).execute();
      await index("cases_by_change", ["site", "updated_at", "id"]).execute();
      await index("cases_by_survey", ["site", "survey"]).execute();
      await index("cases_by_recovery", ["site", "recovered_by"]).execute();
      await db.schema
        .createTable("follow_up_progress")
        .addColumn("site", "text", (column) => column.notNull().primaryKey())
        .addColumn("looked_to", "text", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("links_by_case").on("links").columns(["site", "case_id"]).execute();
    },
  },
  "0006-notices": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable("messages")
        .addColumn("refused", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createTable("webhook_turns")
        .addColumn("id", "text", (column) => column.notNull().primaryKey())
        .addColumn("holder", "text", (column) => column.notNull())
        .addColumn("held_until", "text", (column) => column.notNull())
        .addColumn("free_at", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("alarms")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("survey", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("open_key", "text")
        .addColumn("raised_at", "text", (column) => column.notNull())
        .addColumn("cleared_at", "text")
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("alarms_key", ["site", "id"])
        .execute();
      // Null is unlike null, so any number of alarms that have cleared go beside the one that lasts.
      await db.schema
        .createIndex("alarms_open")
        .unique()
        .on("alarms")
        .columns(["site", "open_key"])
        .execute();
      await db.schema.createIndex("alarms_by_time").on("alarms").columns(["site", "raised_at"]).execute();
    },
  },
  "0008-sessions": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("sessions")
        .addColumn("id", "text", (column) => column.notNull().primaryKey())
        .addColumn("login", "text", (column) => column.notNull())
        .addColumn("token_hash", "text", (column) => column.notNull())
        .addColumn("made_at", "text", (column) => column.notNull())
        .addColumn("expires_at", "text", (column) => column.notNull())
        .addColumn("ends_at", "text", (column) => column.notNull())
        .addColumn("replaced", "integer", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("sessions_by_login").on("sessions").columns(["login"]).execute();
      await db.schema.createIndex("sessions_by_expiry").on("sessions").columns(["expires_at"]).execute();
    },
  },
  "0009-erasures": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("erasures")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("at", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("token", "text")
        .addColumn("records", "integer", (column) => column.notNull())
        .addColumn("conflicts", "integer", (column) => column.notNull())
        .addColumn("cases", "integer", (column) => column.notNull())
        .addColumn("links", "integer", (column) => column.notNull())
        .addColumn("messages", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("erasures_key", ["site", "id"])
        .execute();
      await db.schema.createIndex("erasures_by_time").on("erasures").columns(["site", "at", "id"]).execute();
    },
  },
  "0010-order-of-changes": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable("changes")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("place", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("changes_key", ["site", "kind", "id"])
        .execute();
      await db.schema
        .createTable("change_counts")
        .addColumn("site", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("last", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("change_counts_key", ["site", "kind"])
        .execute();
      // What is there already gets its places by the only order there is.
      for (const [kind, rows] of [
        ["record", sql`records where survey <> ''`],
        ["case", sql`cases where true`],
      ] as const)
        await sql`insert into changes (site, kind, id, place)
          select site, ${sql.lit(kind)}, id, row_number() over (partition by site order by updated_at, id)
          from ${rows}`.execute(db);
      await sql`insert into change_counts (site, kind, last)
        select site, kind, max(place) from changes group by site, kind`.execute(db);
      await db.schema
        .createIndex("changes_by_place")
        .unique()
        .on("changes")
        .columns(["site", "kind", "place"])
        .execute();
      await db.schema
        .alterTable("follow_up_progress")
        .addColumn("place", "bigint", (column) => column.notNull().defaultTo(0))
        .execute();
      await sql`update follow_up_progress set place = (select count(*) from records
        where records.site = follow_up_progress.site and survey <> '' and updated_at < looked_to)`.execute(
        db,
      );
      await db.schema.alterTable("follow_up_progress").dropColumn("looked_to").execute();
      await db.schema
        .createTable("retention_rounds")
        .addColumn("site", "text", (column) => column.notNull().primaryKey())
        .addColumn("days", "integer")
        .addColumn("erased", "bigint", (column) => column.notNull())
        .addColumn("waited_ms", "bigint")
        .execute();
    },
  },
  "0011-parts-of-messages": {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable("messages")
        .addColumn("told", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
    },
  },
  "0012-records-of-links": {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable("links").addColumn("record", "text").execute();
    },
  },
};
