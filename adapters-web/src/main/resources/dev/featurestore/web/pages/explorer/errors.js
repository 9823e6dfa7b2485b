// What to do about an error, by its code.

import { h } from "./dom.js";

const ADVICE = {
  1: "Check the view's name and version: another version may exist.",
  2: "Check the name of the feature store.",
  3: "A feature group of this view has been deleted: the view must be created again without it.",
  10: "Give the value in the form that the message asks for.",
  11: "Pass only features that the view has, and no labels.",
  12: "Use the serving keys of the view, under one of the names that are listed for them.",
  13: "Pass features for each entry of the batch, or for none.",
  15: "Add at least one row.",
  16: "Check the value that the message names.",
  17: "The key is valid, but its owner may not read all of this view. Ask an owner of the project to share what the message names.",
  18: "The database refused a value: it may be out of range for its column.",
  19: "A stored value does not fit its schema any more: the feature group's writer must be looked at.",
  20: "The request is not well formed; the message says where.",
  21: "Send fewer entries at once.",
  22: "Check the API key: 16 characters, a dot, and the secret, as it was shown when the key was made.",
  23: "Send less at once.",
  24: "The server or its database is busy or starting. Wait a moment and try again.",
  25: "This server does not know that path: it may be of another version.",
  26: "Something unforeseen happened. The server's log tells more under the request id.",
  27: "This key asks too often. Wait a moment and try again.",
};

/** What happened, by code and reason, and what to do. */
export function errorPanel(answer) {
  const { code, message, reason } = answer.body ?? {};
  const number = Number(code?.text ?? 0);
  return h(
    "div",
    { class: "notice bad" },
    h("p", { class: "title" }, reason ?? "Error"),
    message ? h("p", { class: "mono" }, message) : null,
    h("p", {}, ADVICE[number] ?? "The server's log tells more."),
    h(
      "p",
      { class: "small" },
      `Code ${number}, HTTP ${answer.status}`,
      answer.retryAfter ? `, try again after ${answer.retryAfter} s` : "",
      answer.requestId ? `, request ${answer.requestId}` : "",
    ),
  );
}

export function brokenPanel(problem) {
  return h("div", { class: "notice bad" }, h("p", { class: "title" }, "No answer"), h("p", {}, problem.message));
}
