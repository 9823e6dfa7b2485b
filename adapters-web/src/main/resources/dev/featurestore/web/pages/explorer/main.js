// Puts the page together: pick a view, ask, show the answer.

import { Api, NoAnswer, PATHS } from "./api.js";
import { batchPanel, singlePanel, spoken } from "./answer.js";
import { BatchForm } from "./batch.js";
import { SingleForm } from "./form.js";
import { Picker } from "./picker.js";
import { brokenPanel, errorPanel } from "./errors.js";
import { byId, fill, h } from "./dom.js";
import { showSnippets } from "./snippets.js";
import { stringify } from "./json.js";

const api = new Api();
let view = null;
let forms = {};
let turn = 0;

const mode = () => byId("ask").elements.mode.value;

function showView(picked) {
  view = picked;
  forms = { single: new SingleForm(view), batch: new BatchForm(view) };
  byId("ask").hidden = false;
  fill(byId("answer"), h("p", { class: "empty" }, "Fill in the serving keys and ask."));
  showMode();
}

function hideView() {
  turn += 1;
  view = null;
  byId("ask").hidden = true;
  byId("snippets").hidden = true;
  fill(byId("answer"), h("p", { class: "empty" }, "Pick a feature view to ask for its vectors."));
}

function showMode() {
  fill(byId("fields"), forms[mode()].element);
  byId("send").textContent = mode() === "single" ? "Get feature vector" : "Get feature vectors";
}

function request() {
  const { entries, passedFeatures } = forms[mode()].read();
  return {
    featureStoreName: view.featureStoreName,
    featureViewName: view.featureViewName,
    featureViewVersion: view.featureViewVersion,
    entries,
    passedFeatures,
    metadataOptions: { featureName: byId("option-names").checked, featureType: byId("option-types").checked },
    options: {
      validatePassedFeatures: byId("option-validate").checked,
      includeDetailedStatus: byId("option-status").checked,
    },
  };
}

async function send() {
  turn += 1;
  const mine = turn;
  const asked = { view, mode: mode(), request: request() };
  byId("announce").textContent = "Asking …";
  showSnippets(byId("snippets"), asked.mode, asked.request);
  try {
    const answer = await api.vectors(PATHS[asked.mode], stringify(asked.request));
    if (mine === turn) {
      show(asked, answer);
    }
  } catch (problem) {
    if (!(problem instanceof NoAnswer)) {
      throw problem;
    }
    if (mine === turn) {
      fill(byId("answer"), brokenPanel(problem));
      byId("announce").textContent = `No answer. ${problem.message}`;
    }
  }
}

function show(asked, answer) {
  if (!answer.ok) {
    fill(byId("answer"), errorPanel(answer));
    byId("announce").textContent = `Error: ${answer.body.reason} ${answer.body.message}`;
    return;
  }
  const panel = asked.mode === "single"
    ? singlePanel(asked.view, asked.request, answer)
    : batchPanel(asked.view, asked.request, answer, (entry) => askAlone(asked.request, entry));
  fill(byId("answer"), panel);
  byId("announce").textContent = spoken(answer);
}

/** An entry of a batch that is in error, by itself: then the server says why. */
function askAlone(batch, entry) {
  byId("ask").elements.mode.value = "single";
  showMode();
  forms.single.write({ entries: batch.entries[entry], passedFeatures: batch.passedFeatures[entry] });
  send();
  byId("send").focus();
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
for (const radio of byId("ask").elements.mode) {
  radio.addEventListener("change", showMode);
}
byId("example").addEventListener("click", () => forms[mode()].write(view.examples[mode()]));

new Picker(api, showView, hideView);
