// Opens SVG and PNG files in Chromium; says how large they are, and which texts of an SVG are cut off or overlap.
// Usage: node pictures.js MODULES CHROMIUM FILE…   Answers with one line of JSON per file.
"use strict";
const path = require("node:path");
const [modules, executablePath, ...files] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));

function drawn() {
  const root = document.documentElement;
  const whole = root.getBoundingClientRect();
  // A text with a stroke is the pale edge behind a text that lies exactly over it.
  const texts = [...root.querySelectorAll("text:not([stroke])")].filter((each) => each.textContent.trim());
  const boxes = texts.map((each) => ({ text: each.textContent, box: each.getBoundingClientRect() }));
  const slack = 1;
  const cut = boxes.filter(({ box }) => box.left < whole.left - slack || box.top < whole.top - slack
    || box.right > whole.right + slack || box.bottom > whole.bottom + slack);
  const overlapping = [];
  boxes.forEach((a, index) => boxes.slice(index + 1).forEach((b) => {
    const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    // The box of a line is higher than its letters: lines of one label stand close without touching.
    if (across > 2 && down > 0.4 * Math.min(a.box.height, b.box.height)) overlapping.push([a.text, b.text]);
  }));
  return { width: whole.width, height: whole.height, texts: texts.length, cut: cut.map(({ text }) => text), overlapping };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  for (const file of files) {
    await page.goto(`file://${file}`);
    const answer = file.endsWith(".svg") ? await page.evaluate(drawn)
      : await page.evaluate(() => ({ width: document.images[0].naturalWidth, height: document.images[0].naturalHeight }));
    console.log(JSON.stringify({ file, ...answer }));
  }
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
