// The way to a feature view: key, store, view.

import { NoAnswer } from "./api.js";
import { brokenPanel, errorPanel } from "./errors.js";
import { byId, fill, h, scrolling } from "./dom.js";
import { groupName, groupOf } from "./model.js";

export class Picker {
  #api;
  #onView;
  #onLost;
  #turn = 0;
  #store = byId("store");
  #view = byId("view");
  #about = byId("about");
  #note = byId("connect-status");

  /** @param onView is told of each view that was picked, @param onLost when there is none any more */
  constructor(api, onView, onLost) {
    this.#api = api;
    this.#onView = onView;
    this.#onLost = onLost;
    byId("connect").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#connect();
    });
    this.#store.addEventListener("change", () => this.#loadViews());
    this.#view.addEventListener("change", () => this.#loadView());
  }

  async #connect() {
    this.#api.use(byId("api-key").value);
    this.#note.textContent = "Connecting …";
    byId("pick").hidden = true;
    this.#onLost();
    const stores = await this.#ask(() => this.#api.stores(), this.#note);
    if (stores === null) {
      return;
    }
    const names = stores.featureStores.map((store) => store.name);
    this.#note.textContent = names.length === 0
      ? "The key is valid, but reaches no feature store."
      : `Connected: ${names.length} feature ${names.length === 1 ? "store" : "stores"} within reach.`;
    if (names.length > 0) {
      fill(this.#store, names.map((name) => h("option", { value: name }, name)));
      byId("pick").hidden = false;
      await this.#loadViews();
    }
  }

  async #loadViews() {
    this.#onLost();
    fill(this.#view);
    fill(this.#about);
    const found = await this.#ask(() => this.#api.views(this.#store.value), this.#about);
    if (found === null) {
      return;
    }
    this.views = found.featureViews;
    fill(
      this.#view,
      this.views.map((view, i) => h("option", { value: String(i) }, `${view.name}, v${view.version.text}`)),
    );
    if (this.views.length === 0) {
      fill(this.#about, h("p", { class: "empty" }, "This store has no feature views."));
    } else {
      await this.#loadView();
    }
  }

  async #loadView() {
    this.#onLost();
    fill(this.#about, h("p", { class: "note" }, "Reading the view …"));
    const { name, version } = this.views[Number(this.#view.value)];
    const view = await this.#ask(() => this.#api.view(this.#store.value, name, version), this.#about);
    if (view !== null) {
      fill(this.#about, about(view));
      this.#onView(view);
    }
  }

  /** The answer's body; null if there is none, which has been shown then, or if something newer was asked meanwhile. */
  async #ask(call, where) {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const answer = await call();
      if (turn !== this.#turn) {
        return null;
      }
      if (answer.ok) {
        return answer.body;
      }
      fill(where, errorPanel(answer));
    } catch (problem) {
      if (!(problem instanceof NoAnswer)) {
        throw problem;
      }
      if (turn === this.#turn) {
        fill(where, brokenPanel(problem));
      }
    }
    return null;
  }
}

/** Of the vectors that this server has served since it started. */
function share(count, vectors) {
  return vectors === 0 ? "–" : `${((100 * count) / vectors).toFixed(count > 0 && count < vectors / 100 ? 2 : 0)} %`;
}

function about(view) {
  const groups = view.featureGroups.length;
  return h(
    "details",
    {},
    h("summary", {}, `${view.features.length} features from ${groups} feature ${groups === 1 ? "group" : "groups"}`),
    scrolling(
      "Features of the view",
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ["#", "Feature", "Type", "Feature group", "Null", "Row missing", "Passed"].map((name) => h("th", { scope: "col" }, name)))),
        h(
          "tbody",
          {},
          view.features.map((feature, i) => {
            const group = groupOf(view, feature);
            return h(
              "tr",
              {},
              h("td", { class: "dim" }, String(i)),
              h("th", { scope: "row" }, feature.name, feature.key ? h("span", { class: "tag" }, "key") : null),
              h("td", { class: "type" }, feature.type),
              h("td", {}, group.featureStoreName === view.featureStoreName ? groupName(group) : `${group.featureStoreName}/${groupName(group)}`, group.kind === "spine" ? h("span", { class: "tag" }, "spine") : null),
              [feature.nulls, feature.missing, feature.passed].map((count) => h("td", { class: "dim" }, share(count, view.servedVectors))),
            );
          }),
        ),
      ),
    ),
  );
}
