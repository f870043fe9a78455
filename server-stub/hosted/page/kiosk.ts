import type { Askling } from "../../../widget/loader/askling.ts";
import { isAtEnd } from "./prompt.ts";

/** After this time without a touch, ms, the next person is another one. */
const ABANDONED_MS = 60_000;
/** How long an ending stands, ms. */
const ENDED_MS = 6_000;
/** How often the page checks for this, ms. */
const POLL_INTERVAL_MS = 500;
/** How long the widget may take to notice that its container is gone, ms; old engines do not tell it. */
const LEAVING_MS = 10_000;
/** After this time, ms, the page is loaded again before the next person, so that a changed survey is asked. */
const STALE_MS = 3_600_000;

type Closed = ReturnType<Askling["show"]>;

/**
 * Asks one person after another. Each is a new visitor with a record of their own, which begins with the first
 * answer; what somebody leaves unfinished stays partial.
 *
 * @param show - puts the survey into its container; resolves once it has left it
 */
export function runKiosk(askling: Askling, show: () => Closed): void {
  const opened = Date.now();
  let touchedAt: number | undefined;
  let closed: Closed | undefined = watch(show());

  for (const type of ["pointerdown", "touchstart", "keydown", "input", "scroll"])
    document.addEventListener(
      type,
      () => {
        touchedAt = Date.now();
      },
      { capture: true, passive: true },
    );

  /** Starts anew also after somebody has closed the survey by the keyboard. */
  function watch(showing: Closed): Closed {
    void showing.then(({ shown }) => {
      // The survey may have been paused, or be over: the collector says so on a new page.
      if (!shown) setTimeout(() => location.reload(), ABANDONED_MS);
      else if (showing === closed) void restart();
    });
    return showing;
  }

  async function restart(): Promise<void> {
    touchedAt = undefined;
    const before = closed;
    // What this showing resolves to starts nothing from now on.
    closed = undefined;
    const next = renewContainer();
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), LEAVING_MS));
    const left = await Promise.race([before, late]);
    void askling.flush();
    askling.reset();
    if (left === "late") return location.reload();
    if (Date.now() - opened > STALE_MS && (await isReachable())) return location.reload();
    if (next) closed = watch(show());
  }

  setInterval(() => {
    if (touchedAt === undefined) return;
    const stands = isAtEnd() ? ENDED_MS : ABANDONED_MS;
    if (Date.now() - touchedAt > stands) void restart();
  }, POLL_INTERVAL_MS);
}

/** Takes the survey off the page; its record stays as it is. */
function renewContainer(): boolean {
  const container = document.getElementById("survey");
  const next = container?.cloneNode(false);
  if (container && next) container.replaceWith(next);
  scrollTo(0, 0);
  return !!next;
}

async function isReachable(): Promise<boolean> {
  try {
    return (await fetch(location.href, { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}
