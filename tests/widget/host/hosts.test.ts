import { describe, expect, it } from "vitest";
import { createHosts } from "../../../widget/host/hosts.ts";
import { createEmitter } from "../../../widget/loader/emitter.ts";
import { aRecord } from "../delivery/records.ts";

function anApp() {
  const emitter = createEmitter();
  const calls: unknown[] = [];
  const heard: unknown[] = [];
  const hosts = createHosts(emitter, (call, values) => calls.push([call, ...values]));
  hosts.register({ name: "app", send: (json) => heard.push(JSON.parse(json)) });
  const receive = (message: object) => hosts.receive({ ns: "askling", v: 1, ...message });
  return { emitter, hosts, calls, heard, receive };
}

describe("a message of an app around the page", () => {
  it.each<[object, unknown[]]>([
    [
      { type: "track", data: { name: "order_paid", props: { amount: 80 } } },
      ["track", "order_paid", { amount: 80 }],
    ],
    [
      { type: "identify", data: { userId: "u-7", traits: { plan: "pro" } } },
      ["identify", "u-7", { plan: "pro" }, undefined],
    ],
    [{ type: "setTraits", data: { traits: { plan: "pro" } } }, ["setTraits", { plan: "pro" }]],
    [{ type: "show", data: { surveyId: "order-nps" } }, ["show", "order-nps"]],
    [{ type: "dismiss" }, ["dismiss"]],
    [{ type: "consent", data: { granted: true } }, ["setConsent", true]],
    [{ type: "consent", data: { granted: "no" } }, ["setConsent", false]],
  ])("%j becomes the call %j, and is answered", (message, call) => {
    const { calls, heard, receive } = anApp();
    receive({ id: "m-1", ...message });
    expect(calls).toEqual([call]);
    expect(heard).toEqual([{ ns: "askling", v: 1, re: "m-1", ok: true }]);
  });

  it("may carry a signature", () => {
    const { calls, receive } = anApp();
    receive({ type: "identify", data: { userId: "u-7", signature: "ab", expires: 5 } });
    expect(calls).toEqual([
      ["identify", "u-7", undefined, expect.objectContaining({ signature: "ab", expires: 5 })],
    ]);
  });

  it("may come as a text", () => {
    const { hosts, calls } = anApp();
    hosts.receive('{"ns":"askling","v":1,"type":"dismiss"}');
    expect(calls).toEqual([["dismiss"]]);
  });

  it.each([
    { ns: "other", v: 1, type: "dismiss" },
    { ns: "askling", v: 2, type: "dismiss" },
    { type: "dismiss" },
    { ns: "askling", v: 1, type: "destroy" },
    { ns: "askling", v: 1, type: "toString" },
    { ns: "askling", v: 1 },
    {},
    [],
  ])("%j is ignored", (message) => {
    const { hosts, calls, heard } = anApp();
    hosts.receive(message);
    expect([calls, heard]).toEqual([[], []]);
  });
});

describe("an app around the page", () => {
  it("hears what happens, without the answers", () => {
    const { emitter, heard } = anApp();
    const record = aRecord("record-1");
    emitter.emit("answered", { survey: "order-nps", record });
    expect(heard).toEqual([
      {
        ns: "askling",
        v: 1,
        id: "record-1",
        type: "answered",
        data: { survey: "order-nps", state: "complete" },
      },
    ]);
    expect(JSON.stringify(heard)).not.toContain("score");
  });

  it("harms nobody by throwing", () => {
    const { emitter, hosts, heard } = anApp();
    hosts.register({
      name: "broken",
      send() {
        throw new Error("gone");
      },
    });
    hosts.register({ name: "later", send: (json) => heard.push(JSON.parse(json)) });
    emitter.emit("ready");
    expect(heard).toHaveLength(2);
  });
});
