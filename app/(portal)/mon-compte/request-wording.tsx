import { getTranslations } from "next-intl/server";
import { StatusTag } from "@/app/_ui/status-tag";
import type { OwnRequest } from "@/lib/attachment/own-request";
import { routes } from "@/lib/web/routes";
import { statusTones } from "./status-tones";
import { structureNamer } from "./structure-namer";

/** How a request is told, wherever it is listed. */
export interface RequestWording {
  addressOf: (request: OwnRequest) => string;
  structureOf: (request: OwnRequest) => string;
  /** What was asked for: departments, or a workspace with its mode. */
  objectOf: (request: OwnRequest) => string;
}

/** The words of "Historique de mes demandes", in the person's language. */
export async function requestWording(): Promise<RequestWording> {
  const t = await getTranslations("requests.account");
  const organisations = await getTranslations("organisations");
  const nameOf = await structureNamer();
  return {
    addressOf: ({ type, id }) => (type === "attachment" ? routes.ownAttachment(id) : routes.ownSubscription(id)),
    structureOf: ({ structure }) => nameOf(structure),
    objectOf: (request) =>
      request.type === "attachment"
        ? request.departments.join(", ") || t("defaultDepartment")
        : [
            organisations(`workspaces.${request.workspace}.label`),
            organisations(`access.${request.access}`),
            ...(request.department === null ? [] : [request.department]),
          ].join(" · "),
  };
}

/** The state of a request in a word: attachments and subscriptions have words of their own. */
export async function RequestStatus({ request }: { request: OwnRequest }) {
  const organisations = await getTranslations("organisations");
  return (
    <StatusTag tone={statusTones[request.status]}>
      {request.type === "attachment"
        ? organisations(`attachmentStatus.${request.status}`)
        : organisations(`subscriptionStatus.${request.status}`)}
    </StatusTag>
  );
}
