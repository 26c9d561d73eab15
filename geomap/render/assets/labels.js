// Names on the map: of the places shown, then of countries, each where it covers no other.
geomap.labels = (() => {
  const { data, filter, markers, state, dom, i18n } = geomap;
  const { places } = data;
  const MOST = 120; // names drawn at once
  const COUNTRY_ROOM = 15; // pixels of a country's inner radius below which it is not named
  const HEIGHT = 16; // pixels of one line
  const FONTS = { point: "600 12px system-ui, sans-serif", area: "600 12px system-ui, sans-serif", country: "11px system-ui, sans-serif" };
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let map = null;
  let pane = null;

  function width(text, kind) {
    const key = `${kind}:${text}`;
    if (!widths.has(key)) {
      ruler.font = FONTS[kind];
      widths.set(key, ruler.measureText(text).width + 6);
    }
    return widths.get(key);
  }

  // Where a name may stand about its circle, best first: in the middle only of a ring wide enough to stay visible.
  function spots(kind, reach, half) {
    const down = [0, reach + HEIGHT / 2 + 1];
    const up = [0, -down[1]];
    const sides = [[reach + half + 2, 0], [-reach - half - 2, 0]];
    if (kind === "country") return [[0, 0]];
    return kind === "area" && half < reach ? [[0, 0], down, up] : [down, up, ...sides];
  }

  function placeLabel(row) {
    const { x, y } = map.latLngToContainerPoint([places.latitude[row], places.longitude[row]]);
    const kind = places.area[row] ? "area" : "point";
    return { text: data.placeName(row), kind, x, y, reach: markers.radius(filter.counts[row]) };
  }

  function countryLabels(named) {
    const size = map.options.crs.scale(map.getZoom()) / 360;
    return geomap.basemap.labels
      .filter(({ room, code }) => room * size > COUNTRY_ROOM && !named.has(code))
      .sort((a, b) => b.room - a.room)
      .map((label) => ({ text: label[i18n.language()], kind: "country", ...map.latLngToContainerPoint(label.at) }));
  }

  function circleBox(row) {
    const { x, y } = map.latLngToContainerPoint([places.latitude[row], places.longitude[row]]);
    const reach = markers.radius(filter.counts[row]);
    return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  }

  function box(x, y, half) {
    return { left: x - half, right: x + half, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  }

  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  // The selected place first, then locations before areas, each by their mentions.
  function wanted(rows) {
    const selected = state.current.place;
    const rank = (row) => (row === selected ? 0 : 1 + places.area[row]);
    return [...rows].sort((a, b) => rank(a) - rank(b)).map(placeLabel);
  }

  // The label at its first spot that meets nothing, or null.
  function settle({ text, kind, x, y, reach = 0 }, boxes, view) {
    const half = width(text, kind) / 2;
    for (const [right, down] of spots(kind, reach, half)) {
      const own = box(x + right, y + down, half);
      if (inside(own, view) && !boxes.some((other) => meet(own, other))) return { text, kind, x: x + right, y: y + down, box: own };
    }
    return null;
  }

  function choose() {
    const { x: right, y: bottom } = map.getSize();
    const view = { left: 0, top: 0, right, bottom };
    const rows = filter.placesShown();
    const named = new Set(rows.filter((row) => places.code[row].startsWith("PCL")).map((row) => places.country[row]));
    const circlesOf = (area) =>
      rows.filter((row) => places.area[row] === area).map(circleBox).filter((taken) => meet(taken, view));
    const rings = circlesOf(1); // a country's name keeps clear of them, the names of places need not
    const kept = [];
    const boxes = circlesOf(0);
    for (const label of [...wanted(rows), ...countryLabels(named)]) {
      const placed = settle(label, label.kind === "country" ? [...boxes, ...rings] : boxes, view);
      if (placed === null) continue;
      kept.push(placed);
      boxes.push(placed.box);
      if (kept.length === MOST) break;
    }
    return kept;
  }

  function refresh() {
    pane.replaceChildren(...choose().map(({ text, kind, x, y }) => {
      const made = dom.element("span", { class: `name ${kind}`, dir: "auto" }, text);
      L.DomUtil.setPosition(made, map.containerPointToLayerPoint([x, y]).round());
      return made;
    }));
  }

  function draw(target) {
    map = target;
    pane = map.createPane("names");
    pane.classList.add("leaflet-zoom-hide");
    pane.setAttribute("aria-hidden", "true"); // the same names are in the panel's list
    map.on("moveend zoomend resize", refresh);
  }

  return { draw, refresh };
})();
