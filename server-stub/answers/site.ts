import * as z from "zod/mini";
import { dictionary, Text } from "./values.ts";

/** What a page needs to know of a site before it asks for figures. */
const SiteDescription = z.object({
  key: z.string(),
  /** Days after which records are erased; `null`: never. */
  retentionDays: z.nullable(z.number()),
  /** Every survey that was ever served, those of the manifest in force first and in its order. */
  surveys: z.array(z.object({ id: z.string(), name: z.nullable(Text), current: z.boolean() })),
  /** Traits and properties that the configuration and the surveys name, as dimensions. */
  dimensions: z.array(z.string()),
});
export type SiteDescription = z.infer<typeof SiteDescription>;

/** What a token lets its bearer do. */
export const ROLES = ["analyst", "care", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** The answer of `GET /v1/session`: who is logged in, and what there is to see. */
export const Session = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  sites: z.array(SiteDescription),
  /** Values of dimensions that the token is limited to. */
  where: dictionary(z.array(z.string())),
  timeZone: z.string(),
  /** Where people reach the collector; `null`: not known, and then it is where the board was reached. */
  publicUrl: z.nullable(z.string()),
});
export type Session = z.infer<typeof Session>;

/** A sentence in each language that alarms are told in. */
const AlarmText = z.object({ en: z.string(), "zh-CN": z.string() });
export type AlarmText = z.infer<typeof AlarmText>;

/** A figure that sank, words that piled up, or a survey that went silent. Times are ISO 8601, UTC. */
const Alarm = z.object({
  id: z.string(),
  survey: z.string(),
  kind: z.string(),
  /** Of an alarm about a figure. */
  figure: z.nullable(z.string()),
  /** Value of the rule's dimension; `null` where the alarm is about all records, or about those without a value. */
  group: z.nullable(z.string()),
  /** The rule's dimension. */
  by: z.nullable(z.string()),
  raisedAt: z.string(),
  /** `null` while it lasts. */
  clearedAt: z.nullable(z.string()),
  text: AlarmText,
  /** What was looked at. */
  figures: dictionary(z.unknown()),
});
export type Alarm = z.infer<typeof Alarm>;

/** The answer of `GET /v1/alarms`, newest first. */
export const Alarms = z.object({ alarms: z.array(Alarm) });
export type Alarms = z.infer<typeof Alarms>;

/** A message to a webhook, without its content. Times are ISO 8601, UTC. */
export const Message = z.object({
  /** Of its notice; each webhook has a message of its own. */
  id: z.string(),
  webhook: z.string(),
  kind: z.string(),
  state: z.string(),
  attempts: z.number(),
  madeAt: z.string(),
  /** When it is tried next; of what was sent or given up, when that was. */
  nextAt: z.string(),
  lastError: z.nullable(z.string()),
});
export type Message = z.infer<typeof Message>;

/** The answer of `GET /v1/messages`, newest first. */
export const Messages = z.object({ messages: z.array(Message) });
export type Messages = z.infer<typeof Messages>;

const ERASED = {
  records: z.number(),
  /** Other contents that were set aside. */
  conflicts: z.number(),
  cases: z.number(),
  links: z.number(),
  messages: z.number(),
};
const Erased = z.object(ERASED);
/** How much of each kind was erased. */
export type Erased = z.infer<typeof Erased>;

/** The answer of `DELETE /v1/users/:id`, `/v1/visitors/:id` and `/v1/records/:id`. */
export const Erasure = z.object({
  erased: Erased,
  /** Whether the files of the database hold nothing of it any more. */
  filesClean: z.boolean(),
});
export type Erasure = z.infer<typeof Erasure>;

/** An earlier erasure: when, by what, by whom and how much, and not of whom. */
const PastErasure = z.object({
  ...ERASED,
  at: z.string(),
  by: z.enum(["user", "visitor", "record", "age"]),
  /** Name of the token; absent where it was the age of what was erased. */
  token: z.optional(z.string()),
});
export type PastErasure = z.infer<typeof PastErasure>;

/** The answer of `GET /v1/erasures`, newest first. */
export const PastErasures = z.object({ erasures: z.array(PastErasure) });
export type PastErasures = z.infer<typeof PastErasures>;

/** The answer of `PATCH /v1/records/:id`: what people or a classifier call a record now. */
export const Tagged = z.object({ id: z.string(), tags: z.array(z.string()) });
export type Tagged = z.infer<typeof Tagged>;
