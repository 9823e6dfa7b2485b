// The rows of a batch: typed into a table, or pasted as CSV.

import { h, fill, scrolling } from "./dom.js";
import { parseCsv } from "./csv.js";
import { featuresOf, keyNamed, keysOf, spineFeatures } from "./model.js";
import { keyValue, passedValue } from "./values.js";
import { shown } from "./form.js";

export class BatchForm {
  #view;
  #columns;
  #rows;
  #table = h("div");
  #problem = h("p", { class: "note bad", role: "alert" });
  #csv = h("textarea", { id: "csv", rows: "5", spellcheck: "false", "aria-describedby": "csv-hint" });
  element;

  constructor(view) {
    this.#view = view;
    this.#columns = this.#usualColumns();
    this.#rows = [this.#columns.map(() => ""), this.#columns.map(() => "")];
    this.element = h("div", {}, this.#table, this.#extraColumn(), this.#csvBox());
    this.#draw();
  }

  /** The entries and the passed features as the request holds them. */
  read() {
    const entries = this.#rows.map((row) => this.#members(row, "key", keyValue));
    const passed = this.#rows.map((row) => this.#members(row, "passed", passedValue));
    const any = passed.some((each) => Object.keys(each).length > 0);
    return { entries, passedFeatures: any ? passed : [] };
  }

  #usualColumns() {
    return [...keysOf(this.#view).map((key) => key.name), ...spineFeatures(this.#view)].map((name) => this.#column(name));
  }

  /** Takes the rows of a request. */
  write({ entries, passedFeatures }) {
    this.#columns = this.#usualColumns();
    this.#rows = entries.map((entry, i) =>
      this.#columns.map((column) => {
        const from = column.kind === "key" ? entry : (passedFeatures[i] ?? {});
        return column.name in from ? shown(from[column.name]) : "";
      }),
    );
    this.#draw();
  }

  #members(row, kind, valueOf) {
    const members = {};
    this.#columns.forEach((column, i) => {
      if (column.kind === kind && row[i] !== "") {
        members[column.name] = valueOf(row[i], column.type);
      }
    });
    return members;
  }

  /** A key if the view has one of that name, else a feature; undefined if it has neither. */
  #column(name) {
    const key = keyNamed(this.#view, name);
    if (key !== undefined) {
      return { name, kind: "key", type: key.type };
    }
    const feature = featuresOf(this.#view).find((each) => each.name === name);
    return feature && { name, kind: "passed", type: feature.type };
  }

  #draw(focusRow = -1) {
    const header = this.#columns.map((column) =>
      h("th", { scope: "col" }, column.name, h("span", { class: "sub" }, column.kind === "passed" ? "passed" : (column.type ?? "any"))),
    );
    const body = this.#rows.map((row, r) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, String(r + 1)),
        row.map((cell, c) => {
          const input = h("input", {
            "aria-label": `${this.#columns[c].name}, row ${r + 1}`,
            autocomplete: "off",
            spellcheck: "false",
            oninput: (event) => {
              this.#rows[r][c] = event.target.value;
            },
          });
          input.value = cell;
          return h("td", {}, input);
        }),
        h(
          "td",
          {},
          h("button", { type: "button", class: "quiet", "aria-label": `Remove row ${r + 1}`, onclick: () => this.#remove(r) }, "✕"),
        ),
      ),
    );
    fill(
      this.#table,
      scrolling(
        "Rows of the batch",
        h("table", { class: "grid" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "#"), header, h("th", {}, h("span", { class: "hidden" }, "Remove")))), h("tbody", {}, body)),
      ),
      h("button", { type: "button", class: "quiet", id: "add-row", onclick: () => this.#add() }, "Add a row"),
    );
    if (focusRow >= 0) {
      (this.#table.querySelectorAll("tbody tr")[focusRow]?.querySelector("input") ?? this.#table.querySelector("#add-row")).focus();
    }
  }

  #add() {
    this.#rows.push(this.#columns.map(() => ""));
    this.#draw(this.#rows.length - 1);
  }

  #remove(row) {
    this.#rows.splice(row, 1);
    this.#draw(Math.min(row, Math.max(this.#rows.length - 1, 0)));
  }

  #extraColumn() {
    const select = h(
      "select",
      { id: "extra-column", "aria-label": "Add a column for a passed feature", onchange: () => this.#addColumn(select) },
      h("option", { value: "" }, "Add a passed feature …"),
      featuresOf(this.#view)
        .filter((feature) => keyNamed(this.#view, feature.name) === undefined)
        .map((feature) => h("option", { value: feature.name }, feature.name)),
    );
    return h("div", { class: "field slim" }, select);
  }

  #addColumn(select) {
    const name = select.value;
    select.value = "";
    if (name !== "" && !this.#columns.some((column) => column.name === name)) {
      this.#columns.push(this.#column(name));
      this.#rows.forEach((row) => row.push(""));
      this.#draw();
    }
  }

  #csvBox() {
    return h(
      "details",
      {},
      h("summary", {}, "Paste CSV"),
      h("label", { for: "csv", class: "hidden" }, "CSV with a header line"),
      h("p", { class: "hint", id: "csv-hint" }, "The first line names serving keys, or features to pass. An empty cell is not sent."),
      this.#csv,
      this.#problem,
      h("button", { type: "button", id: "use-csv", onclick: () => this.#useCsv() }, "Use these rows"),
    );
  }

  #useCsv() {
    const [header = [], ...rows] = parseCsv(this.#csv.value);
    const names = header.map((name) => name.trim());
    const unknown = names.filter((name) => this.#column(name) === undefined);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    const odd = rows.findIndex((row) => row.length !== names.length);
    if (rows.length === 0) {
      this.#problem.textContent = "There must be a header line and at least one row.";
    } else if (unknown.length > 0) {
      this.#problem.textContent = `The view has no key or feature ${unknown.join(", ")}.`;
    } else if (twice.length > 0) {
      this.#problem.textContent = `${twice[0]} stands twice in the header.`;
    } else if (odd >= 0) {
      this.#problem.textContent = `Row ${odd + 1} has ${rows[odd].length} cells, the header has ${names.length}.`;
    } else {
      this.#problem.textContent = "";
      this.#columns = names.map((name) => this.#column(name));
      this.#rows = rows;
      this.#draw(0);
    }
  }
}
