import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card } from "./Card.tsx";
import { DeadMessages } from "./DeadMessages.tsx";
import { Erase, PastErasures } from "./Erasure.tsx";
import { SurveyLink } from "./SurveyLink.tsx";

/** What only an admin does: links, erasure and its record, messages that did not arrive. */
export function AdminPage({ board }: { board: Board }) {
  const { looks, route, admin } = board;
  const words = looks.words.value.admin;
  const days = route.site.value?.retentionDays;
  return (
    <>
      {route.survey.value && <SurveyLink board={board} survey={route.survey.value.id} />}
      <Erase board={board} />
      {!isAbsent(admin.pastErasures.value) && <PastErasures board={board} />}
      {!isAbsent(admin.messages.value) && <DeadMessages board={board} />}
      <Card id="retention" width={12} title={words.retention}>
        <p>{days ? words.retentionDays(looks.format.value.whole(days)) : words.retentionNever}</p>
      </Card>
    </>
  );
}
