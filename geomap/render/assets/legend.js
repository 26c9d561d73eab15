// What the circles mean, on the map itself.
geomap.legend = (() => {
  const { data, dom, i18n, markers, filter, state } = geomap;
  const SVG = "http://www.w3.org/2000/svg";
  const SIZES = [1, 5, 20, 100, 500, 2000]; // mentions
  const box = dom.element("details", { class: "legend" });

  function drawing(width, height, circles) {
    const svg = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ width, height, "aria-hidden": "true" })) svg.setAttribute(name, value);
    for (const { x, r, kind } of circles) {
      const circle = document.createElementNS(SVG, "circle");
      for (const [name, value] of Object.entries({ cx: x, cy: height / 2, r, class: kind })) circle.setAttribute(name, value);
      svg.append(circle);
    }
    return svg;
  }

  const row = (picture, text) => dom.element("p", {}, picture, dom.element("span", {}, text));
  const sample = (kind) => drawing(22, 18, [{ x: 11, r: kind === "area" ? 7.5 : 5.5, kind }]);

  // Three circles at the scale now in use, with the counts they stand for.
  function sizes() {
    const largest = Math.max(1, ...filter.placesShown().slice(0, 1).map((place) => filter.counts[place]));
    const shown = SIZES.filter((size) => size <= largest).slice(-3);
    return dom.element("p", { class: "sizes" }, ...shown.flatMap((size) => {
      const r = markers.radius(size);
      return [drawing(2 * r + 4, 2 * r + 4, [{ x: r + 2, r, kind: "literal" }]), dom.element("span", {}, i18n.number(size))];
    }));
  }

  function refresh() {
    const kinds = ["associative", "demonym"].filter((kind) => state.current.kinds.has(kind));
    box.dir = document.documentElement.dir;
    box.replaceChildren(
      dom.element("summary", {}, i18n.text("legend")),
      row(sample("literal"), i18n.text("legend_point")),
      sizes(),
      ...kinds.map((kind) => row(sample(kind), i18n.text(kind))),
      row(sample("area"), i18n.text("legend_area")),
      ...(data.places.relation.some(Boolean) ? [row(sample("approximate"), i18n.text("legend_approximate"))] : []),
    );
  }

  function start(map) {
    box.open = window.matchMedia("(min-width: 801px)").matches;
    const Legend = L.Control.extend({ onAdd: () => box });
    new Legend({ position: "bottomleft" }).addTo(map);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    refresh();
  }

  return { start, refresh };
})();
