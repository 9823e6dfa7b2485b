// From what people type to what JSON holds.

import { Numeral, isNumber, parse } from "./json.js";

const base = (type) => (type ?? "").trim().toLowerCase().replace(/[<( ].*$/s, "");

const NUMBERS = new Set([
  "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year",
]);
const COMPLEX = new Set(["array", "map", "struct", "uniontype"]);

/** The value of a serving key: a number where its column holds numbers, else text. The server judges what does not fit. */
export function keyValue(text, type) {
  const trimmed = text.trim();
  return (NUMBERS.has(base(type)) || base(type) === "") && isNumber(trimmed) ? new Numeral(trimmed) : text;
}

/** The value of a passed feature, by the feature's type. Text that does not fit goes as text: the server says what is wrong. */
export function passedValue(text, type) {
  const trimmed = text.trim();
  const kind = base(type);
  if (NUMBERS.has(kind) && isNumber(trimmed)) {
    return new Numeral(trimmed);
  }
  if (kind === "boolean" && (trimmed === "true" || trimmed === "false")) {
    return trimmed === "true";
  }
  if (COMPLEX.has(kind)) {
    try {
      return parse(trimmed);
    } catch {
      return text;
    }
  }
  return text;
}

/** What a field for a passed feature says when it is empty. */
export function placeholder(type) {
  const kind = base(type);
  if (NUMBERS.has(kind)) {
    return "number";
  }
  if (kind === "boolean") {
    return "true or false";
  }
  if (kind === "date") {
    return "2022-01-24";
  }
  if (kind === "timestamp") {
    return "2022-01-24 11:22:33";
  }
  return COMPLEX.has(kind) ? "JSON" : "text";
}

export const keyboardOf = (type) => (NUMBERS.has(base(type)) ? "decimal" : "text");
