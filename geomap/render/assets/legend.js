// What the symbols mean, on the map itself: their size, shape, color and fill, as the present view uses them.
geomap.legend = (() => {
  const { data, dom, filter, heat, i18n, looks, markers, sets, state, symbols } = geomap;
  const SVG = "http://www.w3.org/2000/svg";
  const SIZES = [1, 5, 20, 100, 500, 2000]; // mentions
  const SHAPED = ["settlement", "site", "terrain", "water"]; // types that a shape tells, in the legend's order
  const box = dom.element("details", { class: "legend" });

  function svgElement(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const svg = (width, height, ...shapes) => svgElement("svg", { width, height, "aria-hidden": "true" }, ...shapes);
  const circle = (x, y, r, kind, more = {}) => svgElement("circle", { cx: x, cy: y, r, class: kind, ...more });
  const half = (set, sweep) => svgElement("path", { d: `M11 2.5A6.5 6.5 0 0 ${sweep} 11 15.5`, class: `set-${set}` });

  const row = (picture, text) => dom.element("p", {}, picture, dom.element("span", {}, text));
  const sample = (kind, more) => svg(22, 18, circle(11, 9, kind === "area" ? 7.5 : 5.5, kind, more));
  const small = (kind, more) => svg(16, 18, circle(8, 9, 5.5, kind, more));

  // Samples of one property beside each other, under its name.
  function line(key, samples) {
    return dom.element("div", { class: "line", role: "group", "aria-label": i18n.text(key) },
      dom.element("span", { class: "key-name" }, i18n.text(key)),
      ...samples.map(([picture, text]) => dom.element("span", { class: "sample" }, picture, text)));
  }

  // Three circles at the scale now in use, with the counts they stand for.
  function sizes() {
    const largest = Math.max(1, ...filter.placesShown().slice(0, 1).map((place) => filter.counts[place]));
    const shown = SIZES.filter((size) => size <= largest).slice(-3);
    return dom.element("p", { class: "sizes" }, ...shown.flatMap((size) => {
      const r = markers.radius(size);
      return [svg(2 * r + 4, 2 * r + 4, circle(r + 2, r + 2, r, sets.comparing() ? "neutral" : "literal")), dom.element("span", {}, i18n.number(size))];
    }), dom.element("span", {}, i18n.text("legend_size")));
  }

  // Only the shapes that stand on the map now, and none where all are alike.
  function shapes() {
    const found = new Set(filter.placesShown().map((place) => data.types[data.places.type[place]]));
    const shown = sets.comparing() ? [] : SHAPED.filter((type) => found.has(type));
    return shown.length < 2 ? [] : [line("types", shown.map((type) => {
      const shape = symbols.shapeOf(type);
      const drawn = shape === "round" ? circle(0, 0, 5.5, "neutral") : svgElement("polygon", { points: symbols.points(shape, 5.5), class: "neutral" });
      return [svg(16, 18, svgElement("g", { transform: "translate(8 9)" }, drawn)), i18n.text(`type_${type}`)];
    }))];
  }

  function kinds() {
    const shown = data.kinds.filter((kind) => state.current.kinds.has(kind));
    return shown.length < 2 ? [] : [line("kinds", shown.map((kind) => [small(kind), i18n.text(kind)]))];
  }

  function certainty() {
    return [line("legend_certainty", [...looks.BANDS].reverse().map(({ name, from, fillOpacity }) =>
      [small("literal banded", { "fill-opacity": fillOpacity }), i18n.text(`certainty_${name}`, { percent: from * 100 })]))];
  }

  function rings() {
    return [row(sample("area"), i18n.text("legend_area")),
      ...(data.places.relation.some(Boolean) ? [row(sample("approximate"), i18n.text("legend_approximate"))] : [])];
  }

  function setRows() {
    const ring = (set) => svg(22, 18, circle(11, 9, 6.5, `set-${set}`), ...(set === "b" ? [circle(11, 9, 3, "hole")] : []));
    return [row(ring("a"), i18n.text("only_in", { set: i18n.text("set_a") })),
      row(ring("b"), i18n.text("only_in", { set: i18n.text("set_b") })),
      row(svg(22, 18, half("a", 1), half("b", 0)), i18n.text("in_both"))];
  }

  function heatRows() {
    const band = (step, position) => dom.element("span", { class: "band" },
      svg(26, 12, svgElement("rect", { width: 26, height: 12, class: `heat-${position + 1}` })), i18n.number(step));
    return [dom.element("p", { class: "bands" }, ...heat.steps().map(band)),
      dom.element("p", { class: "hint" }, i18n.text("legend_heat", { kilometers: i18n.number(Number(heat.kilometers().toPrecision(2))) }))];
  }

  const clusterSample = () => svg(26, 26, circle(13, 13, 12, "cluster"), circle(13, 13, 8.5, "hole"),
    svgElement("text", { x: 13, y: 17, "text-anchor": "middle" }, i18n.number(12)));

  const pointRows = () => [sizes(), ...(sets.comparing() ? setRows() : [...shapes(), ...kinds(), ...certainty()]), ...rings()];

  const ROWS = {
    points: pointRows,
    clusters: () => [row(clusterSample(), i18n.text("legend_cluster")), ...pointRows()],
    heat: () => [...heatRows(), ...(sets.comparing() ? setRows() : []), ...rings()],
  };

  function borders() {
    const input = dom.element("input", { type: "checkbox", onchange: () => state.update({ disputed: input.checked }) });
    input.checked = state.current.disputed;
    const line = svg(26, 8, svgElement("line", { x1: 1, x2: 25, y1: 4, y2: 4, class: "disputed" }));
    return [dom.element("label", {}, input, line, i18n.text("disputed")), dom.element("p", { class: "hint" }, i18n.text("disputed_note"))];
  }

  function refresh() {
    const focused = box.contains(document.activeElement) && document.activeElement.type === "checkbox";
    box.dir = document.documentElement.dir;
    box.replaceChildren(dom.element("summary", {}, i18n.text("legend")), ...ROWS[state.current.mode](), ...borders());
    if (focused) box.querySelector("input").focus();
  }

  function start(map) {
    box.open = window.matchMedia("(min-width: 801px) and (min-height: 640px)").matches;
    const Legend = L.Control.extend({ onAdd: () => box });
    new Legend({ position: "bottomleft" }).addTo(map);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.on("moveend", () => {
      if (state.current.mode === "heat") refresh();
    });
    refresh();
  }

  return { start, refresh };
})();
