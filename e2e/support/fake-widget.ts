import type { BrowserContext } from "@playwright/test";

/** What the stand-in of the anti-robot widget does once it is shown; without a token of its own, it gives a good one. */
export type WidgetBehaviour = { kind: "passes"; token?: string } | { kind: "fails" } | { kind: "unreachable" };

/** Answers in place of Cloudflare's script, over the network, so that the page's own policy has to let it in. */
export async function fakeWidget(context: BrowserContext, behaviour: () => WidgetBehaviour): Promise<void> {
  await context.route("https://challenges.cloudflare.com/**", (route) => {
    const does = behaviour();
    if (does.kind === "unreachable") return route.abort("internetdisconnected");
    return route.fulfill({ contentType: "text/javascript", body: `(${widget})(${JSON.stringify(does)})` });
  });
}

/** Runs in the page. As the real one: a hidden field in the form carries the token, a callback tells the page. */
const widget = `function (does) {
  const fields = new Map();
  window.turnstile = {
    render(container, options) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = options["response-field-name"] || "cf-turnstile-response";
      container.append(field);
      const id = "widget-" + fields.size;
      fields.set(id, { field, options });
      this.reset(id);
      return id;
    },
    reset(id) {
      const { field, options } = fields.get(id);
      field.value = "";
      setTimeout(() => {
        if (does.kind === "fails") return options["error-callback"]("300030");
        field.value = does.token || "ok-" + options.action + "-" + Math.random().toString(36).slice(2);
        options.callback(field.value);
      });
    },
    remove(id) { fields.get(id).field.remove(); fields.delete(id); },
    getResponse(id) { return fields.get(id).field.value; },
    isExpired() { return false; },
  };
  const onload = new URL(document.currentScript.src).searchParams.get("onload");
  if (onload && window[onload]) window[onload]();
}`;
