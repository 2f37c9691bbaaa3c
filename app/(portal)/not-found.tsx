import { NotFoundContent } from "../_frame/not-found-content";

/** What a page did not find stands in the frame that the page would have had: the same words as for any address (R-1202). */
export default function NotFound() {
  return <NotFoundContent />;
}
