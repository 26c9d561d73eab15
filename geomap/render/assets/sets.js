// Two sets of articles, kept to be compared. A set is what the filters by article, date and source let through.
//
// state.current.compare is null or { a, b }, each null until it is kept, else { chosen, dates, sources } as in state.js.
geomap.sets = (() => {
  const { data, facets, state } = geomap;
  const NAMES = ["a", "b"];
  const KEPT = ["chosen", "dates", "sources"];

  const comparing = () => NAMES.every((name) => state.current.compare?.[name]);

  function holds(set, article) {
    return (set.chosen === null || set.chosen.has(article))
      && (set.dates === null || facets.isWithin(article, set.dates))
      && (set.sources === null || set.sources.has(data.articles.source[article]));
  }

  // Of which sets each article is, a bit for each.
  function membership() {
    const found = new Uint8Array(data.articleCount);
    if (!comparing()) return found;
    NAMES.forEach((name, position) => {
      const set = state.current.compare[name];
      for (let article = 0; article < found.length; article += 1) if (holds(set, article)) found[article] |= 1 << position;
    });
    return found;
  }

  // Keep what is chosen now; the filters that made it are then free to choose the other set.
  function keep(name) {
    const now = Object.fromEntries(KEPT.map((key) => [key, state.current[key]]));
    const free = Object.fromEntries(KEPT.map((key) => [key, null]));
    state.update({ ...free, compare: { a: null, b: null, ...state.current.compare, [name]: now } }, "push");
  }

  const leave = () => state.update({ compare: null }, "push");

  const size = (set) => data.articles.id.reduce((count, _, article) => count + holds(set, article), 0);

  return { NAMES, KEPT, comparing, holds, membership, keep, leave, size };
})();
