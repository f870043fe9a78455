import { describe, expect, it } from "vitest";
import { createEmitter, EVENTS } from "../../../widget/loader/emitter.ts";

describe("an emitter", () => {
  it.each(EVENTS)("tells of %s only those who listen to it", (event) => {
    const { on, emit } = createEmitter();
    const heard: unknown[] = [];
    for (const name of EVENTS) on(name, (detail) => heard.push([name, detail]));
    emit(event, { id: 1 });
    expect(heard).toEqual([[event, { id: 1 }]]);
  });

  it("is unharmed by a handler that throws, and so are the other handlers", () => {
    const { on, emit } = createEmitter();
    const heard: string[] = [];
    on("shown", () => heard.push("first"));
    on("shown", () => {
      throw new Error("a page's mistake");
    });
    on("shown", () => heard.push("last"));
    expect(() => emit("shown")).not.toThrow();
    expect(heard).toEqual(["first", "last"]);
  });

  it("no longer tells who has stopped listening, however often they stop", () => {
    const { on, emit } = createEmitter();
    const heard: string[] = [];
    const handler = () => heard.push("twice");
    const stop = on("saved", handler);
    on("saved", handler);
    stop();
    stop();
    emit("saved");
    expect(heard).toEqual(["twice"]);
  });

  it("tells everybody who listened at the time, though one of them stops another", () => {
    const { on, emit } = createEmitter();
    const heard: string[] = [];
    const stopFirst = on("saved", () => {
      heard.push("first");
      stopFirst();
    });
    on("saved", () => heard.push("second"));
    emit("saved");
    emit("saved");
    expect(heard).toEqual(["first", "second", "second"]);
  });
});
