// Makes and fills elements. Text is always text: nothing from the server is ever read as HTML.

/** An element with attributes (event listeners as `onclick`), and children: elements, texts, or nothing. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts these children in place of those that an element has. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

export const byId = (id) => document.getElementById(id);

/** A wide thing that scrolls inside its own frame, also by keyboard. */
export function scrolling(label, content) {
  return h("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, content);
}
