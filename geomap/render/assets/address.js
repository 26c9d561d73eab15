// The filters as parts of an address: by ids, codes and dates, which outlive a new rendering of the map.
geomap.address = (() => {
  const { data, facets, search, sets, state } = geomap;
  const LONGEST = 500; // code units of a query
  const NAMES = { countries: "country", types: "type" };

  // The shorter of the two lists is written: the articles chosen or those left out.
  function writeChosen(parts, chosen, prefix) {
    if (chosen === null) return;
    const rows = data.articles.id.map((_, row) => row);
    const [key, listed] = chosen.size * 2 > data.articleCount
      ? ["without", rows.filter((row) => !chosen.has(row))]
      : ["only", rows.filter((row) => chosen.has(row))];
    for (const row of listed) parts.append(prefix + key, data.articles.id[row]);
    if (key === "only" && !listed.length) parts.append(`${prefix}none`, "1");
  }

  // What chooses articles: the filters in force, or, behind a prefix, those of a set that is kept.
  function writeArticles(parts, { chosen, dates, sources }, prefix = "") {
    writeChosen(parts, chosen, prefix);
    for (const value of sources ?? []) parts.append(`${prefix}source`, value);
    if (dates) parts.set(`${prefix}from`, facets.dayText(dates[0]));
    if (dates) parts.set(`${prefix}to`, facets.dayText(dates[1]));
  }

  function writeSets(parts, compare) {
    const kept = sets.NAMES.filter((name) => compare?.[name]);
    if (kept.length) parts.set("compare", kept.join(""));
    for (const name of kept) writeArticles(parts, compare[name], `${name}.`);
  }

  function write(parts, now) {
    if ([...now.kinds].join() !== "literal") parts.set("kinds", data.kinds.filter((kind) => now.kinds.has(kind)).join());
    writeArticles(parts, now);
    writeSets(parts, now.compare);
    for (const [name, key] of Object.entries(NAMES)) for (const value of now[name] ?? []) parts.append(key, value);
    for (const row of now.places ?? []) parts.append("at", data.places.id[row]);
    if (now.score) parts.set("score", Math.round(now.score * 100));
    if (now.inView) parts.set("inview", "1");
    if (now.query) parts.set("q", now.query);
  }

  function readChosen(parts, prefix) {
    const known = (key) => parts.getAll(prefix + key).map((id) => data.articleById.get(id)).filter((row) => row !== undefined);
    const without = new Set(known("without"));
    if (without.size) return new Set([...data.articles.id.keys()].filter((row) => !without.has(row)));
    const only = new Set(known("only"));
    return only.size || parts.has(`${prefix}none`) ? only : null;
  }

  // Those of the values that exist, or null for all where none does.
  const someOf = (values) => (values.length ? new Set(values) : null);

  function readDates(parts, prefix) {
    const [first] = facets.span(parts.get(`${prefix}from`) ?? "") ?? [-Infinity];
    const [, last] = facets.span(parts.get(`${prefix}to`) ?? "") ?? [0, Infinity];
    if (facets.days === null || first > last || (first === -Infinity && last === Infinity)) return null;
    return [Math.max(first, facets.days[0]), Math.min(last, facets.days[1])];
  }

  function readArticles(parts, prefix = "") {
    const sources = someOf(parts.getAll(`${prefix}source`).filter((value) => facets.sources.values.includes(value)));
    return { chosen: readChosen(parts, prefix), dates: readDates(parts, prefix), sources };
  }

  // A set of which nothing is known any more is not kept, rather than being all articles.
  function readSet(parts, name) {
    const found = readArticles(parts, `${name}.`);
    const lost = (parts.has(`${name}.only`) && found.chosen === null) || (parts.has(`${name}.source`) && found.sources === null);
    return lost || !parts.get("compare").includes(name) ? null : found;
  }

  function readSets(parts) {
    if (!parts.has("compare")) return null;
    const found = Object.fromEntries(sets.NAMES.map((name) => [name, readSet(parts, name)]));
    return sets.NAMES.some((name) => found[name]) ? found : null;
  }

  function read(parts) {
    const found = { ...state.noFilters(), ...readArticles(parts), compare: readSets(parts) };
    if (parts.has("kinds")) found.kinds = new Set(parts.get("kinds").split(",").filter((kind) => data.kinds.includes(kind)));
    for (const [name, key] of Object.entries(NAMES)) {
      found[name] = someOf(parts.getAll(key).filter((value) => facets[name].values.includes(value)));
    }
    found.places = someOf(parts.getAll("at").map((id) => data.placeById.get(id)).filter((row) => row !== undefined));
    const score = Number(parts.get("score"));
    if (score > 0 && score <= 100) found.score = score / 100;
    found.inView = parts.get("inview") === "1";
    const query = (parts.get("q") ?? "").slice(0, LONGEST);
    if (search.hasWords(query)) found.query = query;
    return found;
  }

  return { write, read };
})();
