import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { feedValues } from "@/lib/attachment/feed-event";
import type { FeedLine } from "@/lib/attachment/find-feed";
import { formatDay } from "@/lib/i18n/format-moment";
import { maskedIdentifier } from "@/lib/structure/identifier";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

/** "Fil d'événements": by day, then structure, then department, newest first (R-307). */
export async function Feed({ lines }: { lines: FeedLine[] }) {
  const [t, organisations] = await Promise.all([getTranslations("portal"), getTranslations("organisations")]);
  const words = {
    portalItself: t("home.portalItself"),
    label: (code: WorkspaceCode) => organisations(`workspaces.${code}.label`),
  };
  const sentence = ({ kind, personName, workspace, structure }: FeedLine) =>
    t(`feed.${kind}`, feedValues({ personName, workspace, structure: structure?.designation ?? null }, words));
  if (lines.length === 0) return <EmptyState>{t("home.feedEmpty")}</EmptyState>;
  return (
    <ol className="mt-3 space-y-6">
      {grouped(lines, ({ happenedAt }) => formatDay(happenedAt)).map(([day, ofDay]) => (
        <li key={day}>
          <h3 className="tabular-nums">{day}</h3>
          {grouped(ofDay, structureTitle).map(([structure, ofStructure]) => (
            <section key={structure} className="mt-2 border-line border-l-2 pl-4">
              {structure ? <h4 className="font-semibold">{structure}</h4> : null}
              {grouped(ofStructure, ({ department }) => department ?? t("home.noDepartment")).map(
                ([department, ofDepartment]) => (
                  <div key={department}>
                    <p className="text-ink-soft text-sm">{department}</p>
                    <ul>
                      {ofDepartment.map((line) => (
                        <li key={line.id}>{sentence(line)}</li>
                      ))}
                    </ul>
                  </div>
                ),
              )}
            </section>
          ))}
        </li>
      ))}
    </ol>
  );
}

function structureTitle({ structure }: FeedLine): string {
  if (!structure) return "";
  return `${maskedIdentifier(structure.identifierType, structure.identifier)} - ${structure.designation}`;
}

function grouped<T>(items: T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
