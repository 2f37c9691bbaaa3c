// The colours and sizes of app/globals.css, whose address is known to rendered pages alone.
const style = `
body { margin: 0; background: #f6f8f8; color: #16282b; font: 1.0625rem/1.5 system-ui, sans-serif; }
header { padding: 0.75rem 1.25rem; border-bottom: 1px solid #d3dddd; background: #ffffff; }
header a { display: inline-block; padding: 0.5rem 0; color: inherit; font-size: 1.4375rem; font-weight: 700; text-decoration: none; }
main { max-width: 68ch; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 2.0625rem; line-height: 1.2; }
.button { display: inline-block; padding: 0.6rem 1.25rem; border-radius: 8px; background: #0d5c63; color: #ffffff; font-weight: 600; text-decoration: none; }
:focus-visible { outline: 3px solid #b04a00; outline-offset: 2px; }
@media screen and (prefers-color-scheme: dark) {
  body { background: #101a1c; color: #eef4f4; }
  header { border-color: #33474a; background: #182527; }
  .button { background: #6fd0d6; color: #06282b; }
  :focus-visible { outline-color: #ffb067; }
}
`;

/** How the page of a busy portal looks: it stands outside of the frame, and its policy lets no style into it (SEC-14). */
export function GET(): Response {
  return new Response(style, { headers: { "Content-Type": "text/css; charset=utf-8" } });
}
