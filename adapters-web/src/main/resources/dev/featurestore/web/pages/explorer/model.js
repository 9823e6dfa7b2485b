// What a description of a feature view means for its forms and tables.

/** Each value to be typed in, by the strongest name of the keys that it feeds. */
export function keysOf(view) {
  const keys = new Map();
  for (const key of view.servingKeys) {
    const [name, ...others] = key.names;
    const known = keys.get(name) ?? { name, others: new Set(), type: null, expected: "", required: false, feeds: [] };
    others.forEach((other) => known.others.add(other));
    known.type ??= key.type;
    known.expected = key.type === null && known.expected !== "" ? known.expected : key.expected;
    known.required ||= key.required;
    known.feeds.push(`${groupOf(view, key).name}.${key.column}`);
    keys.set(name, known);
  }
  return [...keys.values()];
}

/** The key that an entry's member of that name feeds, if there is one. */
export function keyNamed(view, name) {
  return view.servingKeys.find((key) => key.names.includes(name));
}

/** The features by name: two may bear the same. */
export function featuresOf(view) {
  return [...new Map(view.features.map((feature) => [feature.name, feature])).values()];
}

/** The names of the features that no table holds: they come with the request. */
export function spineFeatures(view) {
  return featuresOf(view)
    .filter((feature) => !feature.key && groupOf(view, feature).kind === "spine")
    .map((feature) => feature.name);
}

export function groupOf(view, part) {
  return view.featureGroups[Number(part.featureGroup.text)];
}

export function groupName(group) {
  return `${group.name}_${group.version.text}`;
}

/** How the look-up of a feature group went, in words. */
export function lookupWords(group, httpStatus, vectorStatus) {
  switch (httpStatus) {
    case "200":
      return ["good", "row found"];
    case "404":
      return ["warn", "no row for this key"];
    case "500":
      return ["bad", "could not be decoded"];
    default:
      if (vectorStatus === "ERROR") {
        return ["bad", "not looked up: the entry is at fault"];
      }
      return group.kind === "spine"
        ? ["calm", "no table: its values come with the request"]
        : ["warn", "key incomplete, not looked up"];
  }
}
