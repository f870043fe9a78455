// A stand-in for bad networks. It runs before askling.js, so that the widget takes this `fetch` for the
// browser's own; only the address of the batches is touched, everything else goes its normal way.
(() => {
  const KEY = "demo.network";
  const MODES = ["online", "offline", "slow", "failing"];
  const SLOW_MS = 6_000;
  const realFetch = window.fetch.bind(window);
  const realOnLine = Object.getOwnPropertyDescriptor(Navigator.prototype, "onLine")?.get;

  let mode = recall();

  function recall() {
    try {
      const kept = sessionStorage.getItem(KEY);
      return MODES.includes(kept) ? kept : "online";
    } catch {
      return "online";
    }
  }

  function isBatch(input) {
    const address = new URL(input instanceof Request ? input.url : String(input), location.href);
    return address.origin === location.origin && address.pathname === "/v1/batches";
  }

  /** Lets a request through, or what the chosen network makes of it. */
  function throughNetwork(input, init) {
    if (mode === "offline") return Promise.reject(new TypeError("Failed to fetch (the demo is offline)"));
    if (mode === "failing") return Promise.resolve(failure());
    // Only the answer is held back, so that what leaves at page hide still arrives.
    const answer = realFetch(input, init);
    return mode === "slow" ? Promise.all([answer, wait(SLOW_MS, init?.signal)]).then(([got]) => got) : answer;
  }

  function failure() {
    const problem = {
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      code: "demo_failure",
    };
    return new Response(JSON.stringify(problem), {
      status: 500,
      headers: { "Content-Type": "application/problem+json" },
    });
  }

  function wait(ms, signal) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason ?? new DOMException("Aborted", "AbortError"));
      });
    });
  }

  function tell(name, detail) {
    window.dispatchEvent(new CustomEvent(name, { detail }));
  }

  window.fetch = (input, init) => {
    if (!isBatch(input)) return realFetch(input, init);
    const startedAt = performance.now();
    const finished = (status) =>
      tell("demo:request", { mode, status, ms: Math.round(performance.now() - startedAt) });
    return throughNetwork(input, init).then(
      (answer) => {
        finished(answer.status);
        return answer;
      },
      (error) => {
        finished(0);
        throw error;
      },
    );
  };

  Object.defineProperty(navigator, "onLine", {
    configurable: true,
    get: () => mode !== "offline" && (realOnLine ? realOnLine.call(navigator) : true),
  });

  window.demoNetwork = {
    modes: MODES,
    get mode() {
      return mode;
    },
    /** Puts this tab on another network, until it is closed. */
    choose(next) {
      if (!MODES.includes(next) || next === mode) return;
      const before = navigator.onLine;
      mode = next;
      try {
        sessionStorage.setItem(KEY, next);
      } catch {}
      if (navigator.onLine !== before)
        window.dispatchEvent(new Event(navigator.onLine ? "online" : "offline"));
      tell("demo:network", { mode });
    },
  };
})();
