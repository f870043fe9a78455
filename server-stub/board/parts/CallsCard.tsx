import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";
import { CaseLine } from "./CaseLine.tsx";
import { Fault } from "./Fault.tsx";

const FIRST = 5;

/** Who needs a call first. */
export function CallsCard({ board, wide }: { board: Board; wide: boolean }) {
  const { calls, looks, route } = board;
  const words = looks.words.value;
  const { value, fault, busy } = calls.list.value;
  return (
    <Card
      id="calls"
      width={wide ? 12 : 6}
      busy={busy}
      title={words.calls}
      aside={
        <button class="link" onClick={() => route.go({ page: "calls", cases: "waiting" })}>
          {words.callsAll}
        </button>
      }
    >
      {fault && <Fault fault={fault} words={words} retry={() => void calls.reload()} />}
      {value &&
        (value.cases.length ? (
          <ul class="cases">
            {value.cases.slice(0, FIRST).map((one) => (
              <CaseLine key={one.id} board={board} one={one} />
            ))}
          </ul>
        ) : (
          <p class="nothing dim">{words.callsEmpty}</p>
        ))}
    </Card>
  );
}
