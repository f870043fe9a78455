/** Where apps that show pages put their way back, each with what it is called on. */
const WAYS: readonly (readonly string[])[] = [
  ["wx", "miniProgram"],
  ["qq", "miniProgram"],
  ["tt", "miniProgram"],
  ["ks", "miniProgram"],
  ["jd", "miniProgram"],
  ["xhs", "miniProgram"],
  ["swan", "webView"],
  ["my"],
  ["uni"],
];

/** Leaves the webview of a mini-program; in a browser, goes back to where the visitor came from, if anywhere. */
export function leaveApp(): void {
  for (const way of WAYS) {
    const holder = way.reduce<unknown>((inner, name) => memberOf(inner, name), window);
    const goBack = memberOf(holder, "navigateBack");
    if (typeof goBack !== "function") continue;
    goBack.call(holder, {});
    return;
  }
  // WeChat's own bridge is there without its SDK, whose call this is.
  const bridge = memberOf(window, "WeixinJSBridge");
  const invoke = memberOf(bridge, "invoke");
  if (memberOf(window, "__wxjs_environment") === "miniprogram" && typeof invoke === "function")
    invoke.call(bridge, "invokeMiniProgramAPI", { name: "navigateBack", arg: { delta: 1 } });
  else if (history.length > 1) history.back();
}

function memberOf(holder: unknown, name: string): unknown {
  return (typeof holder === "object" || typeof holder === "function") && holder
    ? Reflect.get(holder, name)
    : undefined;
}
