/** The objects on which apps offer `navigateBack`, as paths from `window`. */
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
  // Without WeChat's SDK on the page its bridge is there all the same; this is the call that the SDK makes.
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
