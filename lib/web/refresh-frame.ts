import { revalidatePath } from "next/cache";

/** After an act that changes what stands around every page: the tabs, and what they count. */
export function refreshFrame(): void {
  revalidatePath("/", "layout");
}
