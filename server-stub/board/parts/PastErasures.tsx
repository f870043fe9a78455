import { sayErased } from "../erased.ts";
import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";
import { Fault } from "./Fault.tsx";
import { Scroll } from "./Scroll.tsx";

/** What was erased when, by what and by whose token; of whom nobody knows any more. */
export function PastErasures({ board }: { board: Board }) {
  const { admin, looks } = board;
  const words = looks.words.value.admin;
  const format = looks.format.value;
  const { value, fault, busy } = admin.pastErasures.value;
  const erasures = value?.erasures ?? [];
  return (
    <Card id="erasures" width={12} busy={busy} title={words.pastErasures}>
      {fault && <Fault fault={fault} words={looks.words.value} />}
      <p class="dim hint">{words.pastErasuresHint}</p>
      {value && erasures.length === 0 && <p class="nothing dim">{words.pastErasuresEmpty}</p>}
      {erasures.length > 0 && (
        <Scroll labelledBy="erasures">
          <table class="erasures stacked">
            <thead>
              <tr>
                <th scope="col">{words.erasedAt}</th>
                <th scope="col">{words.erasedBy}</th>
                <th scope="col">{words.erasedToken}</th>
                <th scope="col">{words.erasedWhat}</th>
              </tr>
            </thead>
            <tbody>
              {erasures.map(({ at, by, token, ...erased }, index) => (
                <tr key={`${at} ${index}`}>
                  <th scope="row" data-label={words.erasedAt}>
                    {format.time(at)}
                  </th>
                  <td data-label={words.erasedBy}>{words.erasedByKinds[by]}</td>
                  <td class="address" data-label={words.erasedToken}>
                    {token ?? "–"}
                  </td>
                  <td data-label={words.erasedWhat}>{sayErased(erased, looks)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Card>
  );
}
