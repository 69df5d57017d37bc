/// What every report page carries: its style and the few lines of script that sort its tables.
enum PageParts {
  static let style = """
    body { font: 15px/1.45 Helvetica, Arial, "DejaVu Sans", sans-serif; color: #111; margin: 0 auto;
      padding: 0 20px 48px; max-width: 1120px; background: #fff; }
    h1 { font-size: 26px; margin: 28px 0 8px; }
    h2 { font-size: 20px; margin: 36px 0 8px; border-bottom: 1px solid #ccc; padding-bottom: 4px; }
    h3 { font-size: 16px; margin: 20px 0 6px; }
    nav { margin: 12px 0; line-height: 1.9; }
    a { color: #00538a; }
    .facts { margin: 8px 0; padding-left: 20px; }
    .wide { overflow-x: auto; max-height: 640px; overflow-y: auto; border: 1px solid #ddd; }
    table { border-collapse: collapse; width: 100%; font-size: 13px; }
    th, td { padding: 3px 10px; text-align: left; white-space: nowrap; }
    th { position: sticky; top: 0; background: #f2f2f2; vertical-align: bottom; }
    th button { all: unset; cursor: pointer; font-weight: bold; white-space: normal; }
    th button:focus-visible { outline: 2px solid #00538a; }
    th[aria-sort="ascending"] button::after { content: " ▲"; }
    th[aria-sort="descending"] button::after { content: " ▼"; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    tbody tr:nth-child(even) { background: #f8f8f8; }
    .note { color: #555; font-size: 13px; margin: 4px 0; }
    .how { font-size: 13px; margin: 8px 0; }
    code { background: #f2f2f2; padding: 1px 5px; overflow-wrap: anywhere; }
    figure { margin: 8px 0; overflow-x: auto; }
    figure svg { max-width: 100%; height: auto; }
    @media print {
      body { max-width: none; padding: 0; font-size: 11px; }
      .wide { overflow: visible; max-height: none; border: none; }
      table { font-size: 9px; }
      th, td { padding: 1px 4px; white-space: normal; }
      th { position: static; }
      tr, figure, h2, h3 { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      nav { display: none; }
    }
    """

  /// A click sorts upward, a second one downward; cells without a number stay at the end.
  static let script = """
    "use strict";
    for (const head of document.querySelectorAll("th")) {
      head.querySelector("button").addEventListener("click", () => {
        const row = head.parentElement, body = head.closest("table").tBodies[0];
        const column = Array.from(row.cells).indexOf(head);
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of row.cells) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const numeric = head.classList.contains("number");
        const keyed = Array.from(body.rows, (line, index) => {
          const text = line.cells[column].textContent;
          return { line, index, key: numeric ? Number(text) : text };
        });
        const known = (key) => !numeric || !Number.isNaN(key);
        keyed.sort((a, b) => {
          if (known(a.key) !== known(b.key)) return known(a.key) ? -1 : 1;
          const order = !known(a.key) ? 0 : numeric ? a.key - b.key
            : a.key.localeCompare(b.key, "en", { numeric: true });
          return (down ? -order : order) || a.index - b.index;
        });
        body.append(...keyed.map((entry) => entry.line));
      });
    }
    """
}
