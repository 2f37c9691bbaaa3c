import { Frame } from "./_frame/frame";
import { NotFoundContent } from "./_frame/not-found-content";

/** An address that leads nowhere (R-1202). */
export default function NotFound() {
  return (
    <Frame>
      <NotFoundContent />
    </Frame>
  );
}
