// Reads CSV as spreadsheets and databases write it: quotes, line breaks within them; comma, semicolon or tab.

/** The rows as lists of texts; the first is the header. Lines that are all blank are left out. */
export function parseCsv(text) {
  const source = text.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(source.split(/\r?\n/, 1)[0]);
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.some((each) => each.trim() !== "")) {
      rows.push(row);
    }
    row = [];
  };
  for (let i = 0; i < source.length; i += 1) {
    const character = source[i];
    if (quoted) {
      if (character !== '"') {
        cell += character;
      } else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else {
        quoted = false;
      }
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (character === delimiter) {
      endCell();
    } else if (character === "\n") {
      endRow();
    } else if (character !== "\r") {
      cell += character;
    }
  }
  endRow();
  return rows;
}

function delimiterOf(header) {
  const count = (delimiter) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}
