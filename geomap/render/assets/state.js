// What the reader of the map has chosen. Everything shown follows from it.
geomap.state = (() => {
  const TABS = ["places", "articles", "unplaced", "filters"];
  const MODES = ["points", "clusters", "heat"];
  // What decides which mentions count; the rest decides what is looked at. In each, null stands for all.
  const noFilters = () => ({
    chosen: null, // rows of the chosen articles as a Set; null for all, also of articles not yet there
    dates: null, // first and last day, counted from 1970
    sources: null, // a Set of sources
    countries: null, // a Set of country codes
    types: null, // a Set of place types
    places: null, // a Set of rows of places
    kinds: new Set(["literal"]),
    score: 0, // the least score of a place, from 0 to 1
    compare: null, // the two sets of articles that are compared, as in sets.js
    inView: false, // whether only places within `bounds` count
    query: "", // words that the sentence must contain
  });
  const FILTERS = Object.keys(noFilters());
  const fresh = () => ({
    ...noFilters(),
    place: -1,
    article: -1, // the article that is open for reading
    sentence: -1, // the sentence in it to look at, counted within the article
    mention: -1, // the mention in it to look at, counted likewise
    tab: "places",
    mode: "points",
    disputed: true, // whether disputed borders are drawn
    language: "ar",
    searched: "", // the query whose sentences are known by now
    view: null, // latitude, longitude, zoom
    bounds: null, // south, west, north, east of the map as it is seen now
  });
  const current = fresh();
  const listeners = [];

  const onChange = (listener) => listeners.push(listener);

  // "push" makes a step that the browser's back button undoes; "stay" leaves the address alone.
  function update(changes, step = "replace") {
    const changed = new Set(Object.keys(changes).filter((key) => changes[key] !== current[key]));
    Object.assign(current, changes);
    for (const listener of listeners) listener(changed, step);
  }

  // Whether a change of these keys changes which mentions count.
  const counts = (changed) => FILTERS.some((key) => changed.has(key)) || changed.has("searched") || (current.inView && changed.has("bounds"));

  return { TABS, MODES, FILTERS, current, fresh, noFilters, counts, onChange, update };
})();
