import type { ReactNode } from "react";
import { Frame } from "../_frame/frame";

/** Pages of the people who are signed in. The frame guards nothing: each page asks for its own proof. */
export default function PortalLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
