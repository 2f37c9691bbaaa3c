/** What a browser with an empty cache downloads for one page, in bytes as they travel, by kind. */
export async function weighPage(browser, url) {
  const context = await browser.newContext();
  // The anti-robot widget comes from elsewhere and only where a page shows it.
  await context.route("https://challenges.cloudflare.com/**", (route) => route.abort());
  const page = await context.newPage();
  const finished = [];
  page.on("requestfinished", (request) => finished.push(request));
  await page.goto(url, { waitUntil: "networkidle" });

  const weight = { document: 0, stylesheet: 0, script: 0, font: 0, other: 0 };
  for (const request of finished) {
    const kind = request.resourceType();
    weight[kind in weight ? kind : "other"] += (await request.sizes()).responseBodySize;
  }
  await context.close();
  const total = Object.values(weight).reduce((sum, bytes) => sum + bytes, 0);
  return { ...weight, total };
}
