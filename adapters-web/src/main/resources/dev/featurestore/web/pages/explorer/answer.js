// Shows an answer: values with their types and groups, and how each look-up went.

import { h, scrolling } from "./dom.js";
import { stringify } from "./json.js";
import { groupName, groupOf, lookupWords } from "./model.js";

const TONES = { COMPLETE: "good", MISSING: "warn", ERROR: "bad" };
const MEANINGS = {
  COMPLETE: "Every row was found.",
  MISSING: "At least one row was not found, or not looked up: its values are null.",
  ERROR: "The entry is at fault, or a value could not be decoded.",
};

/** One vector, value by value. */
export function singlePanel(view, request, answer) {
  const { features, status, detailedStatus } = answer.body;
  return h(
    "div",
    {},
    summary([badge(status), h("span", {}, MEANINGS[status])], answer),
    lookups(view, detailedStatus, status),
    scrolling(
      "Features of the vector",
      h(
        "table",
        {},
        head("#", "Feature", "Value", "Type", "Feature group", "From"),
        h(
          "tbody",
          {},
          view.features.map((feature, i) =>
            h(
              "tr",
              {},
              h("td", { class: "dim" }, String(i)),
              h("th", { scope: "row" }, feature.name),
              h("td", {}, valueOf(features[i])),
              h("td", { class: "type" }, feature.type),
              h("td", {}, groupName(groupOf(view, feature))),
              h("td", { class: "dim" }, origin(feature, request.passedFeatures)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Many vectors, a row each. `alone` is told the number of an entry that is to be looked up by itself. */
export function batchPanel(view, request, answer, alone) {
  const { features, status, detailedStatus } = answer.body;
  const counts = Object.keys(TONES)
    .map((each) => [each, status.filter((one) => one === each).length])
    .filter(([, count]) => count > 0);
  return h(
    "div",
    {},
    summary(counts.map(([each, count]) => badge(each, `${count} ${each}`)), answer),
    scrolling(
      "Feature vectors of the batch",
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "#"),
            h("th", { scope: "col" }, "Status"),
            h("th", { scope: "col" }, "Entry"),
            view.features.map((feature) =>
              h(
                "th",
                { scope: "col" },
                feature.name,
                h("span", { class: "sub" }, feature.type),
                h("span", { class: "sub" }, groupName(groupOf(view, feature))),
              ),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          status.map((each, i) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, String(i + 1)),
              h("td", {}, badge(each), notes(view, detailedStatus?.[i], each), each === "ERROR" ? whyButton(i, alone) : null),
              h("td", { class: "mono" }, stringify(request.entries[i])),
              features[i] === null
                ? h("td", { colspan: view.features.length, class: "dim" }, "no values")
                : features[i].map((value) => h("td", {}, valueOf(value))),
            ),
          ),
        ),
      ),
    ),
  );
}

/** What a screen reader says of an answer. */
export function spoken(answer) {
  const { status, features } = answer.body;
  const words = Array.isArray(status)
    ? `${status.length} vectors: ${Object.keys(TONES).map((each) => [each, status.filter((one) => one === each).length]).filter(([, n]) => n > 0).map(([each, n]) => `${n} ${each}`).join(", ")}`
    : `${status}, ${features.length} features`;
  return `${words}, in ${answer.millis.toFixed(0)} milliseconds.`;
}

function summary(parts, answer) {
  return h(
    "div",
    { class: "summary" },
    h("p", { class: "verdict" }, parts),
    h(
      "dl",
      { class: "times" },
      pair("Round trip", `${answer.millis.toFixed(1)} ms`),
      answer.serverTiming ? pair("Server", timing(answer.serverTiming)) : null,
      answer.requestId ? pair("Request id", answer.requestId) : null,
    ),
  );
}

function timing(header) {
  return header
    .split(",")
    .map((part) => part.trim().match(/^([^;]+).*?dur=([\d.]+)/))
    .filter((match) => match !== null)
    .map(([, name, millis]) => `${name} ${Number(millis).toFixed(1)} ms`)
    .join(", ");
}

function lookups(view, detailed, status) {
  if (!detailed) {
    return null;
  }
  return h(
    "ul",
    { class: "lookups", "aria-label": "Feature groups" },
    detailed.map((lookup, i) => {
      const group = view.featureGroups[i];
      const [tone, words] = lookupWords(group, lookup.httpStatus.text, status);
      return h("li", {}, h("span", { class: `dot ${tone}`, "aria-hidden": "true" }), h("strong", {}, groupName(group)), " ", words);
    }),
  );
}

/** In a batch only what is not as it should be. */
function notes(view, detailed, status) {
  if (!detailed) {
    return null;
  }
  const notFound = detailed
    .map((lookup, i) => [view.featureGroups[i], lookup.httpStatus.text])
    .filter(([, httpStatus]) => httpStatus !== "200");
  if (status === "ERROR") {
    const [[group, httpStatus] = []] = notFound;
    return group ? h("span", { class: "sub" }, lookupWords(group, httpStatus, status)[1]) : null;
  }
  return notFound.map(([group, httpStatus]) =>
    h("span", { class: "sub" }, `${groupName(group)}: ${lookupWords(group, httpStatus, status)[1]}`),
  );
}

function whyButton(entry, alone) {
  return h(
    "button",
    { type: "button", class: "quiet", "aria-label": `Why entry ${entry + 1} is in error`, onclick: () => alone(entry) },
    "Why?",
  );
}

function valueOf(value) {
  if (value === null) {
    return h("span", { class: "null" }, "null");
  }
  return h("span", { class: typeof value === "string" ? "value text" : "value" }, typeof value === "string" ? value : stringify(value));
}

function origin(feature, passed) {
  if (feature.name in (passed ?? {})) {
    return "passed";
  }
  return feature.key ? "entry" : "row";
}

const badge = (status, words = status) => h("span", { class: `badge ${TONES[status]}` }, words);
const pair = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
const head = (...names) => h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name))));
