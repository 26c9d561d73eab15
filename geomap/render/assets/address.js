// The filters as parts of an address: by ids, codes and dates, which outlive a new rendering of the map.
geomap.address = (() => {
  const { data, facets, state } = geomap;
  const NAMES = { sources: "source", countries: "country", types: "type" };

  // The shorter of the two lists is written: the articles chosen or those left out.
  function writeChosen(parts, chosen) {
    if (chosen === null) return;
    const rows = data.articles.id.map((_, row) => row);
    const [key, listed] = chosen.size * 2 > data.articleCount
      ? ["without", rows.filter((row) => !chosen.has(row))]
      : ["only", rows.filter((row) => chosen.has(row))];
    for (const row of listed) parts.append(key, data.articles.id[row]);
    if (key === "only" && !listed.length) parts.append("none", "1");
  }

  function write(parts, now) {
    if ([...now.kinds].join() !== "literal") parts.set("kinds", data.kinds.filter((kind) => now.kinds.has(kind)).join());
    writeChosen(parts, now.chosen);
    for (const [name, key] of Object.entries(NAMES)) for (const value of now[name] ?? []) parts.append(key, value);
    for (const row of now.places ?? []) parts.append("at", data.places.id[row]);
    if (now.dates) parts.set("from", facets.dayText(now.dates[0]));
    if (now.dates) parts.set("to", facets.dayText(now.dates[1]));
    if (now.score) parts.set("score", Math.round(now.score * 100));
    if (now.inView) parts.set("inview", "1");
  }

  function readChosen(parts) {
    const known = (key) => parts.getAll(key).map((id) => data.articleById.get(id)).filter((row) => row !== undefined);
    const without = new Set(known("without"));
    if (without.size) return new Set([...data.articles.id.keys()].filter((row) => !without.has(row)));
    const only = new Set(known("only"));
    return only.size || parts.has("none") ? only : null;
  }

  // Those of the values that exist, or null for all where none does.
  const someOf = (values) => (values.length ? new Set(values) : null);

  function readDates(parts) {
    const [first] = facets.span(parts.get("from") ?? "") ?? [-Infinity];
    const [, last] = facets.span(parts.get("to") ?? "") ?? [0, Infinity];
    if (facets.days === null || first > last || (first === -Infinity && last === Infinity)) return null;
    return [Math.max(first, facets.days[0]), Math.min(last, facets.days[1])];
  }

  function read(parts) {
    const found = state.noFilters();
    if (parts.has("kinds")) found.kinds = new Set(parts.get("kinds").split(",").filter((kind) => data.kinds.includes(kind)));
    found.chosen = readChosen(parts);
    for (const [name, key] of Object.entries(NAMES)) {
      found[name] = someOf(parts.getAll(key).filter((value) => facets[name].values.includes(value)));
    }
    found.places = someOf(parts.getAll("at").map((id) => data.placeById.get(id)).filter((row) => row !== undefined));
    found.dates = readDates(parts);
    const score = Number(parts.get("score"));
    if (score > 0 && score <= 100) found.score = score / 100;
    found.inView = parts.get("inview") === "1";
    return found;
  }

  return { write, read };
})();
