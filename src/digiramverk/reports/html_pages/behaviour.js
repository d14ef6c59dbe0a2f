"use strict";
// Filters of grids, and sorting of tables. Without this, everything is there to be read.
for (const form of document.querySelectorAll(".filters")) {
  const tables = form.parentElement.querySelectorAll("table");
  const output = form.querySelector("output");
  form.hidden = false;
  const chosen = (axis) => [...form.querySelectorAll(`select[data-axis=${axis}]`)].filter((s) => s.value);
  const fits = (element, filters) => {
    const tags = (element.dataset.tags || "").split("\n");
    return filters.every((filter) => tags[filter.dataset.at] === filter.value);
  };
  form.addEventListener("change", () => {
    const rows = chosen("row"), columns = chosen("column"), status = chosen("status")[0];
    let count = 0;
    for (const table of tables) {
      const heads = [...table.tHead.rows[0].cells];
      const shown = heads.map((head, index) => index === 0 || fits(head, columns));
      heads.forEach((head, index) => head.classList.toggle("gone", !shown[index]));
      for (const row of table.tBodies[0].rows) {
        const visible = fits(row, rows);
        row.classList.toggle("gone", !visible);
        [...row.cells].forEach((cell, index) => {
          cell.classList.toggle("gone", !shown[index]);
          const other = Boolean(status) && index > 0 && cell.textContent !== status.value;
          cell.classList.toggle("dim", other);
          if (index > 0 && visible && shown[index] && !other) count += 1;
        });
      }
    }
    output.textContent = String(count);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}
const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  if (body.rows.length < 3) continue;
  heads.forEach((head, index) => {
    // No <button>: browsers leave those out where a head is printed again on the next page.
    const button = document.createElement("span");
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.textContent = head.textContent;
    if (!button.textContent) return;
    head.replaceChildren(button);
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    });
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[index];
      const rows = [...body.rows].sort((first, second) => {
        const [a, b] = [key(first), key(second)];
        // What has no value stays last, whichever way the rest is turned.
        const known = [a, b].map((cell) => cell.dataset.v !== undefined);
        const numbers = known[0] && known[1] ? a.dataset.v - b.dataset.v : compare(a.textContent, b.textContent);
        if (known[0] !== known[1]) return known[0] ? -1 : 1;
        return down ? -numbers : numbers;
      });
      body.append(...rows);
    });
  });
}
