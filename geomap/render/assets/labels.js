// Names on the map: of the places shown, then of countries, seas and large cities, each where it covers no other.
geomap.labels = (() => {
  const { board, data, filter, screen, state, dom, i18n } = geomap;
  const { places } = data;
  const MOST = 120; // names drawn at once
  const COUNTRY_ROOM = 12; // pixels of a country's inner radius below which it is not named
  const TRIED = 600; // places in view that are tried, the most mentioned first
  const CELL = 2; // pixels; what is nearer to each other may share a cell, and would then seem to overlap
  const HEIGHT = 16 * screen.enlarged; // pixels of one line
  const FONTS = { point: ["600", 12], area: ["600", 12], country: ["", 11], water: ["italic", 11], city: ["", 10.5] }; // as in the styles
  const BEHIND = new Set(["country", "water", "city"]); // names of the base map, which keep clear of all others
  const backdrop = JSON.parse(document.getElementById("geomap-backdrop").textContent); // as backdrop.py wrote it
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let map = null;
  let pane = null;

  function width(text, kind) {
    const key = `${kind}:${text}`;
    if (!widths.has(key)) {
      const [style, size] = FONTS[kind];
      ruler.font = `${style} ${size * screen.enlarged}px system-ui, sans-serif`;
      widths.set(key, ruler.measureText(text).width + 6);
    }
    return widths.get(key);
  }

  // Where a name may stand about its circle, best first: in the middle only of a ring wide enough to stay visible.
  function spots(kind, reach, half) {
    const down = [0, reach + HEIGHT / 2 + CELL];
    const up = [0, -down[1]];
    const sides = [[reach + half + CELL, 0], [-reach - half - CELL, 0]];
    if (BEHIND.has(kind)) return [[0, 0]];
    return kind === "area" && half < reach ? [[0, 0], down, up] : [down, up, ...sides];
  }

  const isArea = ({ rows }) => rows.length === 1 && places.area[rows[0]] === 1;

  // A cluster has the name of its most mentioned place and says how many more there are.
  function placeLabel({ rows: [row, ...others], radius, x, y }) {
    const kind = places.area[row] && !others.length ? "area" : "point";
    return { text: others.length ? `${data.placeName(row)} +${i18n.number(others.length)}` : data.placeName(row), kind, x, y, reach: radius };
  }

  function countryLabels(named) {
    const size = map.options.crs.scale(map.getZoom()) / 360;
    return geomap.basemap.labels
      .filter(({ room, code }) => room * size > COUNTRY_ROOM && !named.has(code))
      .sort((a, b) => b.room - a.room)
      .map((label) => ({ text: label[i18n.language()], kind: "country", ...map.latLngToContainerPoint(label.at) }));
  }

  // Names of waters or cities that this zoom has room for, but for the places that are named already.
  function backdropLabels(sort, kind, bounds) {
    const names = backdrop[sort];
    const found = [];
    names.at.forEach((at, row) => {
      if (names.zoom[row] > map.getZoom() || !bounds.contains(at) || filter.counts[data.placeById.get(names.id[row])]) return;
      found.push({ text: names[i18n.language()][row], kind, ...map.latLngToContainerPoint(at) });
    });
    return found;
  }

  function circleBox({ radius, x, y }) {
    return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
  }

  function box(x, y, half) {
    return { left: x - half, right: x + half, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  }

  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

  // Ground that is taken, in cells of a few pixels: asking it costs the same however many boxes lie there.
  function ground({ right, bottom }) {
    const columns = Math.ceil(right / CELL);
    const cells = new Uint8Array(columns * Math.ceil(bottom / CELL));
    const lines = columns ? cells.length / columns : 0;
    const span = (from, to, most) => [Math.max(0, Math.floor(from / CELL)), Math.min(most, Math.ceil(to / CELL))];
    const some = ({ left, right: end, top, bottom: low }, act) => {
      const [first, last] = span(left, end, columns);
      const [upper, lower] = span(top, low, lines);
      for (let line = upper; line < lower; line += 1) if (first < last && act(line * columns + first, line * columns + last)) return true;
      return false;
    };
    return {
      take: (taken) => some(taken, (from, to) => void cells.fill(1, from, to)),
      isTaken: (asked) => some(asked, (from, to) => cells.subarray(from, to).includes(1)),
    };
  }

  // The selected place first, then clusters, locations and areas, each by their mentions.
  function wanted(spotted) {
    const ranks = [[], [], [], []];
    for (const symbol of spotted) {
      const isSelected = symbol.rows[0] === state.current.place;
      ranks[isSelected ? 0 : symbol.rows.length > 1 ? 1 : isArea(symbol) ? 3 : 2].push(symbol);
    }
    return ranks.flat().slice(0, TRIED).map(placeLabel);
  }

  // The label at its first spot that is free, or null.
  function settle({ text, kind, x, y, reach = 0 }, grounds, view) {
    const half = width(text, kind) / 2;
    for (const [right, down] of spots(kind, reach, half)) {
      const own = box(x + right, y + down, half);
      if (inside(own, view) && !grounds.some((taken) => taken.isTaken(own))) return { text, kind, x: x + right, y: y + down, box: own };
    }
    return null;
  }

  function choose() {
    const { x: right, y: bottom } = map.getSize();
    const view = { left: 0, top: 0, right, bottom };
    const at = screen.inView();
    const rows = filter.placesShown();
    const named = new Set(rows.filter((row) => places.code[row].startsWith("PCL")).map((row) => places.country[row]));
    const spotted = [];
    for (const { rows: own, radius } of board.symbols) {
      const [x, y] = at(own[0]);
      if (x > 0 && x < right && y > 0 && y < bottom) spotted.push({ rows: own, radius, x, y });
    }
    const [solid, rings] = [ground(view), ground(view)]; // a country's name keeps clear of rings, the names of places need not
    for (const symbol of spotted) (isArea(symbol) ? rings : solid).take(circleBox(symbol));
    const kept = [];
    const bounds = map.getBounds();
    const behind = [...countryLabels(named), ...backdropLabels("waters", "water", bounds), ...backdropLabels("cities", "city", bounds)];
    for (const label of [...wanted(spotted), ...behind]) {
      const placed = settle(label, BEHIND.has(label.kind) ? [solid, rings] : [solid], view);
      if (placed === null) continue;
      kept.push(placed);
      solid.take(placed.box);
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
    map.on("moveend resize", refresh);
  }

  return { draw, refresh };
})();
