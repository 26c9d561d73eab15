// The state in the address bar, by ids. Whatever stands there may come from anyone: what is not known is ignored.
geomap.hash = (() => {
  const { address, data, state } = geomap;
  const QUIET = 250; // milliseconds; browsers refuse an address that changes with every frame of a pan
  let written = null;
  let waiting = null;
  let timer = 0;

  function format(now) {
    const parts = new URLSearchParams();
    if (now.language !== "ar") parts.set("lang", now.language);
    if (now.tab !== "places") parts.set("tab", now.tab);
    if (now.mode !== "points") parts.set("mode", now.mode);
    if (!now.disputed) parts.set("disputed", "0");
    address.write(parts, now);
    if (now.place >= 0) parts.set("place", data.places.id[now.place]);
    if (now.article >= 0) parts.set("article", data.articles.id[now.article]);
    if (now.article >= 0 && now.sentence >= 0) parts.set("sentence", now.sentence);
    if (now.article >= 0 && now.mention >= 0) parts.set("mention", now.mention);
    if (now.view) parts.set("view", now.view.join());
    return parts.toString();
  }

  // The number of a sentence or mention of an article, of which each has those from starts[article].
  function readNumber(text, article, starts) {
    const number = Number(text ?? -1);
    return Number.isInteger(number) && number >= 0 && number < starts[article + 1] - starts[article] ? number : -1;
  }

  function readView(parts) {
    const view = (parts.get("view") ?? "").split(",").map(Number);
    const [latitude, longitude, zoom] = view;
    const good = view.length === 3 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 540 && zoom >= 0 && zoom <= 20;
    return good ? view : null;
  }

  function parse(hash) {
    const parts = new URLSearchParams(hash.replace(/^#/, ""));
    const found = { ...state.fresh(), ...address.read(parts) };
    if (parts.get("lang") === "en") found.language = "en";
    if (state.TABS.includes(parts.get("tab"))) found.tab = parts.get("tab");
    if (state.MODES.includes(parts.get("mode"))) found.mode = parts.get("mode");
    found.disputed = parts.get("disputed") !== "0";
    found.place = data.placeById.get(parts.get("place")) ?? -1;
    found.article = data.articleById.get(parts.get("article")) ?? -1;
    if (found.article >= 0) {
      found.sentence = readNumber(parts.get("sentence"), found.article, data.sentenceStarts);
      found.mention = readNumber(parts.get("mention"), found.article, data.mentionStarts);
    }
    found.view = readView(parts);
    return found;
  }

  function write(wanted, push) {
    if (wanted === written) return;
    if (push) window.location.hash = wanted;
    else window.location.replace(window.location.href.replace(/#.*/, "") + wanted); // a notebook's frame has another base
    written = window.location.hash || "#";
  }

  // Write now what was left for when the address has been quiet.
  function settle() {
    clearTimeout(timer);
    if (waiting !== null) write(waiting, false);
    waiting = null;
  }

  function follow(step) {
    const wanted = `#${format(state.current)}`;
    if (step === "push") {
      settle(); // the step back must lead to how things stood before this one
      write(wanted, true);
    } else {
      clearTimeout(timer);
      waiting = wanted;
      timer = setTimeout(settle, QUIET);
    }
  }

  function start() {
    state.onChange((_, step) => {
      if (step !== "stay") follow(step);
    });
    window.addEventListener("hashchange", () => {
      if ((window.location.hash || "#") === written) return;
      clearTimeout(timer);
      waiting = null;
      written = window.location.hash || "#";
      state.update(parse(written), "stay");
    });
    written = window.location.hash || "#";
    return parse(written);
  }

  return { start };
})();
