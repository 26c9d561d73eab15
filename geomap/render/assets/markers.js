// One canvas symbol per place, or per cluster of places: filled for a location, a dashed ring for a wide area, hollow for
// what is known only about. Of the selected one of the last, a dashed circle in kilometers shows how far it may lie.
geomap.markers = (() => {
  const { clusters, data, filter, heat, looks, screen, state, dom, i18n, symbols } = geomap;
  const { places } = data;
  const LARGEST = 26 * screen.enlarged; // pixels: the radius of the most mentioned place
  const STEP = 4.5 * screen.enlarged; // pixels: the radius of a single mention, where the largest allows it
  const SMALLEST = 3.5 * screen.enlarged; // pixels: still to be seen and hit
  const BESIDE = 3; // pixels by which what lies within a place is wider, so that its ring shows around that place's circle
  const DOT = 3; // pixels: a location on the heat, which itself shows how often it is named
  const NAMED = 4; // places that a cluster's tooltip names
  const singles = new Map(); // row of a place → its symbol, with what it looked like last
  let scale = STEP;
  let groups = []; // rows that are drawn as one
  let map = null;
  let layer = null;
  let renderer = null;
  let reach = null;

  const radius = (count) => Math.max(SMALLEST, scale * Math.sqrt(count));
  const isDot = (row) => state.current.mode === "heat" && heat.takesPart(row);
  const radiusOf = (row) => (isDot(row) ? DOT : radius(filter.counts[row]) + (places.relation[row] ? BESIDE : 0));
  const mentionsOf = (rows) => rows.reduce((sum, row) => sum + filter.counts[row], 0);
  const reachOf = (rows) => (rows.length > 1 ? looks.clusterRadius(mentionsOf(rows)) : radiusOf(rows[0]));

  const open = (row) => state.update({ place: row, article: -1, sentence: -1 }, "push");

  function symbol(row, act) {
    const made = new symbols.Symbol([places.latitude[row], places.longitude[row]], { renderer });
    made.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      act();
    });
    return made;
  }

  function single(row) {
    if (!singles.has(row)) singles.set(row, Object.assign(symbol(row, () => open(row)), { rows: [row] }));
    return singles.get(row);
  }

  // Leaflet draws a symbol anew for every style it is given, so one that stays as it is gets none.
  function dress(row) {
    const made = single(row);
    const look = { radius: radiusOf(row), ...looks.place(row) };
    const key = JSON.stringify(look);
    if (made.look !== key) made.setStyle(look);
    made.look = key;
    return made;
  }

  function cluster(rows) {
    const made = Object.assign(symbol(rows[0], () => geomap.crowd.open(rows, map)), { rows });
    return made.setStyle({ radius: reachOf(rows), ...looks.cluster(rows, mentionsOf(rows)) });
  }

  // Wide areas first and then the large before the small, so that what is drawn later never hides a location.
  function drawOrder(rows) {
    return [...rows.filter((row) => places.area[row]), ...rows.filter((row) => !places.area[row])];
  }

  function showReach() {
    reach?.remove();
    reach = null;
    const row = state.current.place;
    if (row < 0 || places.relation[row] === "" || !filter.counts[row]) return;
    const style = { color: looks.kindColor(row), weight: 1.6, dashArray: "6 5", fill: false };
    const meters = places.uncertainty[row] * 1000;
    reach = L.circle([places.latitude[row], places.longitude[row]], { renderer, interactive: false, radius: meters, ...style }).addTo(layer);
  }

  function refresh() {
    const rows = filter.placesShown();
    scale = Math.min(STEP, LARGEST / Math.sqrt(rows.length ? filter.counts[rows[0]] : 1));
    groups = state.current.mode === "clusters" ? clusters.group(rows) : rows.map((row) => [row]);
    const alone = groups.filter((group) => group.length === 1).map(([row]) => row);
    const stays = new Set(alone.map(single));
    for (const made of layer.getLayers()) if (!stays.has(made)) layer.removeLayer(made);
    for (const row of drawOrder(alone)) {
      const made = dress(row);
      if (layer.hasLayer(made)) made.bringToFront();
      else layer.addLayer(made);
    }
    for (const group of groups) if (group.length > 1) layer.addLayer(cluster(group));
    showReach();
    heat.refresh();
  }

  function repaint() {
    looks.forget();
    refresh();
  }

  // Draw anew only what a change of the selected place concerns.
  function restyle(...rows) {
    if (state.current.mode === "clusters") refresh();
    for (const row of rows) if (row >= 0 && filter.counts[row]) dress(row);
    showReach();
  }

  function tooltip({ rows }) {
    const sort = rows.length > 1 ? "" : data.placeSort(rows[0]);
    const more = rows.length - NAMED;
    return dom.element("div", { class: "tip", dir: document.documentElement.dir },
      ...rows.slice(0, NAMED).map((row) => dom.word(data.placeName(row))),
      more > 0 ? dom.element("span", {}, i18n.text("more_places", { count: i18n.number(more) })) : null,
      dom.element("span", {}, looks.countText(rows)),
      sort ? dom.element("span", { class: "hint" }, i18n.text(sort)) : null);
  }

  function draw(target, reader) {
    map = target;
    looks.start(reader);
    screen.start(map);
    heat.draw(map, looks.color);
    map.createPane("places"); // under other folium layers, whose shapes let through what does not concern them
    renderer = L.canvas({ pane: "places", padding: 0.3, tolerance: 3 });
    layer = L.featureGroup().addTo(map);
    layer.bindTooltip(tooltip, { sticky: true, direction: "top", offset: [0, -6], opacity: 1 });
    map.on("zoomend", () => {
      if (state.current.mode === "clusters") refresh();
    });
  }

  // What is drawn, for the names: the place at which each stands, how many more it holds, and its radius.
  const spots = () => groups.map((rows) => ({ row: rows[0], more: rows.length - 1, reach: reachOf(rows) }));

  const bounds = () => L.latLngBounds(filter.placesShown().map((row) => [places.latitude[row], places.longitude[row]]));

  return { draw, refresh, repaint, restyle, radius, spots, bounds };
})();
