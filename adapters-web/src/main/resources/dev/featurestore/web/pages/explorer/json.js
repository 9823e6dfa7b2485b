// JSON without loss: a number stays the text that it is written as, since JavaScript would round 18446744073709551615.

/** A number by its digits. */
export class Numeral {
  constructor(text) {
    this.text = text;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const WORD = /true|false|null/y;
const BLANK = /[ \t\r\n]*/y;

export const isNumber = (text) => new RegExp(`^(?:${NUMBER.source})$`).test(text);

/** Reads JSON; numbers become numerals. Throws a SyntaxError for what is not JSON. */
export function parse(text) {
  let at = 0;

  const take = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) {
      return null;
    }
    at = pattern.lastIndex;
    return match[0];
  };
  const fail = () => {
    throw new SyntaxError(`not JSON at character ${at + 1}`);
  };
  const sign = (character) => {
    take(BLANK);
    if (text[at] === character) {
      at += 1;
      return true;
    }
    return false;
  };
  const items = (end, item) => {
    if (sign(end)) {
      return;
    }
    do {
      item();
    } while (sign(","));
    if (!sign(end)) {
      fail();
    }
  };
  const string = () => {
    take(BLANK);
    const literal = take(STRING);
    return literal === null ? fail() : JSON.parse(literal);
  };
  const value = () => {
    if (sign("{")) {
      const members = new Map();
      items("}", () => {
        const name = string();
        members.set(name, sign(":") ? value() : fail());
      });
      return Object.fromEntries(members);
    }
    if (sign("[")) {
      const list = [];
      items("]", () => list.push(value()));
      return list;
    }
    if (text[at] === '"') {
      return string();
    }
    const word = take(WORD);
    if (word !== null) {
      return JSON.parse(word);
    }
    const number = take(NUMBER);
    return number === null ? fail() : new Numeral(number);
  };

  const read = value();
  take(BLANK);
  return at === text.length ? read : fail();
}

/** Writes JSON; numerals as they are. With an indent, objects stand on several lines; what is short on one. */
export function stringify(value, indent = "", before = "") {
  return write(value, indent, before, { open: "{", close: "}", word: JSON.stringify });
}

/** Writes the same as Python has it. */
export function python(value, indent = "", before = "") {
  const words = { null: "None", true: "True", false: "False" };
  return write(value, indent, before, {
    open: "{",
    close: "}",
    word: (plain) => words[String(plain)] && typeof plain !== "string" ? words[String(plain)] : JSON.stringify(plain),
  });
}

function write(value, indent, before, style) {
  if (value instanceof Numeral) {
    return value.text;
  }
  if (value === null || typeof value !== "object") {
    return style.word(value);
  }
  const deeper = before + indent;
  const parts = Array.isArray(value)
    ? value.map((item) => write(item, indent, deeper, style))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${write(item, indent, deeper, style)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : [style.open, style.close];
  const line = open + parts.join(", ") + close;
  if (indent === "" || (line.length <= 72 && !line.includes("\n"))) {
    return line;
  }
  return `${open}\n${parts.map((part) => deeper + part).join(",\n")}\n${before}${close}`;
}
