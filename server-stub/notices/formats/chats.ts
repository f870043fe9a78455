import type { Webhook } from "../../config/schema.ts";
import { DINGTALK } from "./dingtalk.ts";
import { FEISHU } from "./feishu.ts";
import type { ChatFormat } from "./format.ts";
import { SLACK } from "./slack.ts";
import { WECOM } from "./wecom.ts";

/** How each kind of chat is written to; `json` is for programs. */
export const CHATS: Readonly<Record<Exclude<Webhook["kind"], "json">, ChatFormat>> = {
  slack: SLACK,
  dingtalk: DINGTALK,
  feishu: FEISHU,
  wecom: WECOM,
};
