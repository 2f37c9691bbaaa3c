import { type Actor, isManager } from "@/lib/attachment/actor";
import { routes } from "@/lib/web/routes";
import { type WorkspaceCode, workspaces } from "@/lib/workspace/workspace";

/** The pages of the portal that have one address for everybody, by the name the site map gives them. */
const addresses = {
  home: routes.home(),
  signIn: routes.signIn(),
  forgottenPassword: routes.forgottenPassword(),
  signUp: routes.signUp(),
  resendActivation: routes.resendActivation(),
  publicStructures: routes.publicStructures(),
  apiGuide: routes.apiGuide(),
  apiReference: routes.apiReference(),
  portalHome: routes.portalHome(),
  invitations: routes.invitations(),
  overview: routes.myAccount(),
  details: routes.ownDetails(),
  security: routes.security(),
  sessions: routes.ownSessions(),
  documents: routes.ownDocuments(),
  data: routes.ownData(),
  requests: routes.ownRequests(),
  requestAttachment: routes.requestAttachment(),
  requestSubscription: routes.requestSubscription(),
  newStructure: routes.newStructure(),
  desk: routes.desk(),
  deskStructures: routes.deskStructures(),
  deskMembers: routes.deskMembers(),
  deskHistory: routes.deskHistory(),
  adminHome: routes.administration(),
  adminAccounts: routes.adminAccounts(),
  adminRequests: routes.adminRequests(),
  adminAppointments: routes.adminAppointments(),
  adminMails: routes.adminMails(),
};

/** A page of that list. */
export type KnownPage = keyof typeof addresses;

/** A group of the site map, and what stands in it. */
export interface SiteMapGroup {
  key: "public" | "portal" | "account" | "structures" | "workspaces" | "desk" | "administration";
  pages: (
    | { page: KnownPage; href: string }
    | { structure: string; href: string }
    | { workspace: WorkspaceCode; href: string }
  )[];
}

/** What this person, or a visitor, can open: nobody's map shows a door that is closed to him (R-303, R-1202). */
export function pagesOf(actor: Actor | null): SiteMapGroup[] {
  const visitor: SiteMapGroup = { key: "public", pages: known("publicStructures", "apiGuide", "apiReference") };
  if (!actor) {
    const ways = known("home", "signIn", "forgottenPassword", "signUp", "resendActivation");
    return [{ ...visitor, pages: [...ways, ...visitor.pages] }];
  }
  const own = actor.attachments.filter(({ status }) => status === "approved");
  const subscribed = new Set(actor.subscriptions.map(({ workspace }) => workspace));
  const groups: SiteMapGroup[] = [
    { key: "portal", pages: [...known("portalHome", "invitations"), ...visitor.pages] },
    {
      key: "desk",
      pages: isManager(actor) ? known("desk", "deskStructures", "deskMembers", "deskHistory") : [],
    },
    {
      key: "workspaces",
      pages: workspaces
        .filter(({ code }) => subscribed.has(code))
        .map(({ code }) => ({ workspace: code, href: routes.workspace(code) })),
    },
    {
      key: "structures",
      pages: [
        ...own.map(({ structureId, label, legalName }) => ({
          structure: label ?? legalName,
          href: routes.structure(structureId),
        })),
        ...known("newStructure"),
      ],
    },
    {
      key: "account",
      pages: known(
        "overview",
        "details",
        "security",
        "sessions",
        "documents",
        "data",
        "requests",
        "requestAttachment",
        "requestSubscription",
      ),
    },
    {
      key: "administration",
      pages: actor.isAdministrator
        ? known("adminHome", "adminAccounts", "adminRequests", "adminAppointments", "adminMails")
        : [],
    },
  ];
  return groups.filter(({ pages }) => pages.length > 0);
}

function known(...pages: KnownPage[]) {
  return pages.map((page) => ({ page, href: addresses[page] }));
}
