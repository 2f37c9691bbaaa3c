import type { ReactNode } from "react";
import { Frame } from "@/app/_frame/frame";

/** The mailbox of the demonstration, within the portal, so that one finds the way back. */
export default function MailboxLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
