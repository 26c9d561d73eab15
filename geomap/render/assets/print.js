// The map on paper: its picture, the legend, and every place shown with its sentences.
geomap.print = (() => {
  const { dom, i18n, data, rows } = geomap;
  const MOST = 2000; // mentions: about a hundred pages

  const details = (...words) =>
    dom.element("small", {}, ...words.filter(Boolean).flatMap((word, position) => [position ? " · " : "", dom.word(word)]));

  function sentence([{ quotation, title, article, date, source }]) {
    return dom.element("li", {}, dom.word(quotation), " ", details(title || article, date, source));
  }

  function place([spot, mentions]) {
    const { latitude, longitude, uncertainty } = data.places;
    const other = data.placeName(spot, i18n.language() === "ar" ? "en" : "ar");
    const sort = data.placeSort(spot);
    const kilometers = i18n.number(Math.round(uncertainty[spot]));
    return dom.element("section", {},
      dom.element("h2", {}, dom.word(data.placeName(spot)), " ", details(
        other === data.placeName(spot) ? "" : other, `${latitude[spot].toFixed(4)}, ${longitude[spot].toFixed(4)}`,
        sort && i18n.text(sort), sort && i18n.text("reach", { kilometers }),
        i18n.text("mention_count", { count: i18n.number(mentions.length) }))),
      dom.element("ul", {}, ...rows.bySentence(mentions).map(sentence)));
  }

  // The mentions at each spot, the most mentioned first, as far as there is paper for them.
  async function collect() {
    const places = [...(await rows.bySpot())].sort(([, a], [, b]) => b.length - a.length);
    const kept = [];
    let left = MOST;
    for (const [spot, mentions] of places) {
      if (left > 0) kept.push([spot, mentions.slice(0, left)]);
      left -= mentions.length;
    }
    return { places: kept, omitted: Math.max(0, -left) };
  }

  // What the mentions were chosen by: the filters but the comparison, whose sets the panel describes.
  function choice() {
    const filters = [...document.querySelectorAll("#chips .chip:not(.compare) bdi")].map((name) => dom.word(name.textContent));
    const sets = [...document.querySelectorAll("#compare .kept, #tally")].map((line) => dom.element("p", { class: "kept" }, ...line.cloneNode(true).childNodes));
    const listed = filters.flatMap((name, position) => [position ? " · " : "", name]);
    return [...(filters.length ? [dom.element("p", {}, i18n.text("active_filters"), ": ", ...listed)] : []), ...sets];
  }

  function legend() {
    const copy = document.querySelector(".legend").cloneNode(true);
    copy.open = true;
    return copy;
  }

  async function build() {
    const { places, omitted } = await collect();
    const picture = await geomap.map.onPaper(() => geomap.picture.draw({ keyed: false }));
    return dom.element("article", { id: "paper" },
      dom.element("h1", {}, i18n.text("title")),
      dom.element("p", {}, document.querySelector("#summary").textContent),
      ...choice(), picture, legend(), ...places.map(place),
      omitted ? dom.element("p", {}, i18n.text("omitted", { count: i18n.number(omitted) })) : null);
  }

  async function print() {
    const paper = await build();
    document.querySelector("#paper")?.remove();
    document.body.append(paper);
    window.addEventListener("afterprint", () => paper.remove(), { once: true });
    window.print();
  }

  // The browser's own key does the same; its menu prints the page as it stands.
  function start() {
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.code !== "KeyP") return;
      event.preventDefault();
      print();
    });
  }

  return { print, start };
})();
