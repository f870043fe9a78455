import type { Message } from "../../answers/site.ts";
import { ApiError } from "../api.ts";
import type { Board } from "../model/board.ts";
import { formatFault } from "../sentences.ts";
import { Card, Fault, Scroll } from "./Card.tsx";

/** Messages to webhooks that were given up, and a way to send them again. */
export function DeadMessages({ board }: { board: Board }) {
  const { admin, looks } = board;
  const words = looks.words.value.admin;
  const format = looks.format.value;
  const { value, fault, busy } = admin.messages.value;
  const resent = admin.resent.value;
  const messages = value?.messages ?? [];
  const kinds = Object.entries(words.messageKinds);
  const resend = async (message: Message) => {
    // The button goes with its message, and would take the focus along.
    if (await admin.resend(message)) document.getElementById("messages")?.focus();
  };
  return (
    <Card id="messages" width={12} busy={busy} title={words.messages}>
      {fault && <Fault fault={fault} words={looks.words.value} />}
      <p role="status" class={resent instanceof ApiError ? "bad" : "good"}>
        {resent instanceof ApiError ? formatFault(resent, looks.words.value) : resent && words.resent}
      </p>
      {value && messages.length === 0 && <p class="nothing dim">{words.messagesEmpty}</p>}
      {messages.length > 0 && (
        <Scroll labelledBy="messages">
          <table class="stacked">
            <thead>
              <tr>
                <th scope="col">{words.webhook}</th>
                <th scope="col">{words.kind}</th>
                <th scope="col">{words.made}</th>
                <th scope="col" class="n">
                  {words.attempts}
                </th>
                <th scope="col">{words.lastError}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {messages.map((message) => (
                <tr key={`${message.id} ${message.webhook}`}>
                  <th scope="row" data-label={words.webhook}>
                    {message.webhook}
                  </th>
                  <td data-label={words.kind}>
                    {kinds.find(([kind]) => kind === message.kind)?.[1] ?? message.kind}
                  </td>
                  <td data-label={words.made}>{format.time(message.madeAt)}</td>
                  <td class="n" data-label={words.attempts}>
                    {format.whole(message.attempts)}
                  </td>
                  <td class="address" data-label={words.lastError}>
                    {message.lastError ?? ""}
                  </td>
                  <td>
                    <button class="pill" onClick={() => void resend(message)}>
                      {words.resend}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Card>
  );
}
