// What the reader of the map has chosen. Everything shown follows from it.
geomap.state = (() => {
  const TABS = ["places", "articles", "unplaced"];
  const fresh = () => ({
    chosen: null, // rows of the chosen articles as a Set; null for all, also of articles not yet there
    kinds: new Set(["literal"]),
    place: -1,
    article: -1, // the article that is open for reading
    sentence: -1, // the sentence in it to look at, counted within the article
    tab: "places",
    language: "ar",
    view: null, // latitude, longitude, zoom
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

  return { TABS, current, fresh, onChange, update };
})();
