// Opens HTML files in Chromium, at two widths, light and dark, without JavaScript, and printed; says what axe finds.
// Usage: node open.js MODULES CHROMIUM FOLDER FILE…   Answers with one line of JSON per file.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [modules, executablePath, folder, ...files] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");
const looks = [
  { width: 320, colorScheme: "light" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
];

async function opened(browser, file) {
  const answer = { file, violations: [], errors: [], requests: [], overflow: [], hidden: [], pdf: "" };
  for (const { width, colorScheme } of looks) {
    // axe is put into the page from outside, which the page's own policy rightly forbids.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    page.on("pageerror", (error) => answer.errors.push(error.message));
    page.on("request", (request) => answer.requests.push(request.url()));
    page.on("dialog", (dialog) => { answer.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await page.goto(`file://${file}`);
    await page.evaluate(axe);
    // Only violations are read. For all else axe would write down where each of thousands of cells is.
    // In the dark only colours are others than in the light.
    const asked = colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {};
    const found = await page.evaluate((asked) => axe.run({ ...asked, resultTypes: ["violations"] }), asked);
    for (const each of found.violations) answer.violations.push(`${width} ${colorScheme} ${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
    answer.overflow.push(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth));
    await context.close();
  }
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await plain.newPage();
  await page.goto(`file://${file}`);
  answer.pdf = path.join(folder, `${path.basename(file)}.pdf`);
  await page.pdf({ path: answer.pdf, preferCSSPageSize: true });
  await plain.close();
  return answer;
}

// With JavaScript: a filter leaves fewer squares, a heading sorts, the keyboard reaches both.
async function used(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const blocked = [];
  page.on("console", (message) => { if (message.type() === "error") blocked.push(message.text()); });
  await page.goto(`file://${file}`);
  const answer = { blocked };
  const select = page.locator(".filters select[data-axis=row]").first();
  if (await select.count()) {
    const rows = () => page.locator(".grid-block >> nth=0 >> tbody tr:not(.gone)").count();
    answer.rowsBefore = await rows();
    await select.selectOption({ index: 1 });
    answer.rowsAfter = await rows();
    await select.selectOption({ index: 0 });
    await page.locator(".filters select[data-axis=status]").first().selectOption({ index: 1 });
    answer.dimmed = await page.locator("td.dim").count();
  }
  const head = page.locator("th [role=button]").last();
  if (await head.count()) {
    await head.focus();
    await page.keyboard.press("Enter");
    answer.sorted = await page.locator("th[aria-sort=ascending]").count();
    await page.keyboard.press("Enter");
    answer.turned = await page.locator("th[aria-sort=descending]").count();
  }
  await context.close();
  return answer;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const file of files) {
    const answer = await opened(browser, file);
    answer.used = await used(browser, file);
    console.log(JSON.stringify(answer));
  }
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
