import type { ReactNode } from "react";
import { Frame } from "../_frame/frame";

/** Pages that anybody can reach; whoever is signed in keeps his tabs here. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
