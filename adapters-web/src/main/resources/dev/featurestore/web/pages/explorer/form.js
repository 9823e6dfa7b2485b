// The form for one vector, made from the view's serving keys.

import { h } from "./dom.js";
import { featuresOf, keysOf, spineFeatures } from "./model.js";
import { keyValue, keyboardOf, passedValue, placeholder } from "./values.js";
import { stringify } from "./json.js";

export class SingleForm {
  #keys;
  #passed;
  element;

  constructor(view) {
    this.#keys = keysOf(view).map((key, i) => ({ ...key, input: keyInput(key, `key-${i}`) }));
    this.#passed = featuresOf(view).map((feature, i) => ({
      ...feature,
      input: h("input", { id: `passed-${i}`, autocomplete: "off", placeholder: placeholder(feature.type) }),
    }));
    const spines = spineFeatures(view);
    this.element = h(
      "div",
      {},
      h("fieldset", { class: "keys" }, h("legend", {}, "Serving keys"), this.#keys.map(keyField)),
      h(
        "details",
        { open: spines.length > 0 },
        h("summary", {}, "Passed features"),
        h("p", { class: "hint" }, "Values that overwrite what is stored. Empty fields are not sent."),
        this.#passed.map((feature) =>
          h("div", { class: "field slim" }, label(feature.input.id, feature.name, feature.type), feature.input),
        ),
      ),
    );
  }

  /** The entry and the passed features as the request holds them. */
  read() {
    const entries = {};
    for (const key of this.#keys) {
      if (key.input.value !== "") {
        entries[key.name] = keyValue(key.input.value, key.type);
      }
    }
    const passed = {};
    for (const feature of this.#passed) {
      if (feature.input.value !== "") {
        passed[feature.name] = passedValue(feature.input.value, feature.type);
      }
    }
    return { entries, passedFeatures: passed };
  }

  /** Takes the values of a request. */
  write({ entries, passedFeatures }) {
    for (const key of this.#keys) {
      const name = [key.name, ...key.others].find((each) => each in entries);
      key.input.value = name === undefined ? "" : shown(entries[name]);
    }
    for (const feature of this.#passed) {
      feature.input.value = feature.name in (passedFeatures ?? {}) ? shown(passedFeatures[feature.name]) : "";
    }
  }
}

export function shown(value) {
  return typeof value === "string" ? value : stringify(value);
}

function keyInput(key, id) {
  return h("input", {
    id,
    autocomplete: "off",
    spellcheck: "false",
    inputmode: keyboardOf(key.type),
    "aria-describedby": `${id}-hint`,
    "aria-required": key.required ? "true" : "false",
  });
}

function keyField(key) {
  const others = [...key.others].filter((name) => name !== key.name);
  return h(
    "div",
    { class: "field" },
    label(key.input.id, key.name, key.type, h("span", { class: key.required ? "must" : "may" }, key.required ? "required" : "optional")),
    key.input,
    h(
      "p",
      { class: "hint", id: `${key.input.id}-hint` },
      capital(key.expected),
      `. Looks up ${key.feeds.join(", ")}.`,
      others.length > 0 ? ` Also taken as ${others.join(", ")}.` : "",
    ),
  );
}

function label(id, name, type, mark) {
  return h("label", { for: id }, h("span", { class: "name" }, name), " ", h("span", { class: "type" }, type ?? "any"), " ", mark ?? "");
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
