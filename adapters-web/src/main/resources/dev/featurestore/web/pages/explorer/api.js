// Speaks to the server that this page came from, and to nobody else. The key lives here, in memory.

import { parse } from "./json.js";

const ROOT = "/0.1.0";

/** The server gave no answer at all. */
export class NoAnswer extends Error {}

export class Api {
  #key = "";

  /** Takes the key for all that follows. */
  use(key) {
    this.#key = key.trim();
  }

  stores() {
    return this.#send("GET", "/feature_store");
  }

  views(store) {
    return this.#send("GET", `/feature_store/${encodeURIComponent(store)}`);
  }

  view(store, view, version) {
    return this.#send(
      "GET",
      `/feature_store/${encodeURIComponent(store)}/${encodeURIComponent(view)}/${version.text}`,
    );
  }

  vectors(path, body) {
    return this.#send("POST", path, body);
  }

  async #send(method, path, body) {
    if (!/^[\x21-\x7e]*$/.test(this.#key)) {
      throw new NoAnswer("The key holds blanks or characters that no API key has.");
    }
    const headers = this.#key === "" ? {} : { "X-API-KEY": this.#key };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    const start = performance.now();
    try {
      const response = await fetch(ROOT + path, {
        method,
        headers,
        body,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      const text = await response.text();
      return {
        ok: response.ok,
        status: response.status,
        body: parse(text),
        millis: performance.now() - start,
        requestId: response.headers.get("X-Request-ID"),
        retryAfter: response.headers.get("Retry-After"),
        serverTiming: response.headers.get("Server-Timing"),
      };
    } catch (problem) {
      throw new NoAnswer(
        problem instanceof SyntaxError
          ? "What came back is not the answer of a feature store server."
          : "The server does not answer. Is it running, and can this browser reach it?",
      );
    }
  }
}

export const PATHS = { single: "/feature_store", batch: "/batch_feature_store" };
export const urlOf = (mode) => location.origin + ROOT + PATHS[mode];
