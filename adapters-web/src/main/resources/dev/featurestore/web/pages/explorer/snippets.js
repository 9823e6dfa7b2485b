// The request, to be sent from elsewhere. The key is never in it.

import { h, fill } from "./dom.js";
import { python, stringify } from "./json.js";
import { urlOf } from "./api.js";

const KEY = "YOUR_API_KEY";

export function curl(mode, request) {
  const body = stringify(request, "  ").replaceAll("'", "'\\''");
  return `curl -s ${urlOf(mode)} \\\n  -H 'X-API-KEY: ${KEY}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`;
}

export function pythonOf(mode, request) {
  return `import requests

response = requests.post(
    "${urlOf(mode)}",
    headers={"X-API-KEY": "${KEY}"},
    json=${python(request, "    ", "    ")},
)
print(response.json())`;
}

/** Shows the request as curl and as Python, each with a button that copies it. */
export function showSnippets(panel, mode, request) {
  panel.hidden = false;
  fill(
    panel,
    h("h3", {}, "The same request elsewhere"),
    h("p", { class: "hint" }, `Put your API key in place of ${KEY}.`),
    snippet("curl", "curl", curl(mode, request)),
    snippet("Python", "python", pythonOf(mode, request)),
  );
}

function snippet(title, id, text) {
  const code = h("pre", { id: `snippet-${id}`, tabindex: "0", "aria-label": `Request as ${title}` }, text);
  const done = h("span", { class: "note", role: "status" });
  return h(
    "div",
    { class: "snippet" },
    h("div", { class: "snippet-head" }, h("h4", {}, title), done,
      h("button", { type: "button", class: "quiet", "aria-label": `Copy the request as ${title}`, onclick: () => copy(code, done) }, "Copy")),
    code,
  );
}

/** The clipboard is open to pages from https and localhost only; elsewhere the text is selected, ready for Ctrl+C. */
async function copy(code, done) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    done.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    done.textContent = "Selected: press Ctrl+C";
  }
}
