// One symbol per place, or per cluster of places: filled for a location, a dashed ring for a wide area, hollow for
// what is known only about. Of the selected one of the last, a dashed circle in kilometers shows how far it may lie.
geomap.markers = (() => {
  const { board, clusters, data, filter, heat, looks, screen, state, dom, i18n } = geomap;
  const { places } = data;
  const LARGEST = 26 * screen.enlarged; // pixels: the radius of the most mentioned place
  const STEP = 4.5 * screen.enlarged; // pixels: the radius of a single mention, where the largest allows it
  const SMALLEST = 3.5 * screen.enlarged; // pixels: still to be seen and hit
  const BESIDE = 3; // pixels by which what lies within a place is wider, so that its ring shows around that place's circle
  const DOT = 3; // pixels: a location on the heat, which itself shows how often it is named
  const NAMED = 4; // places that a cluster's tooltip names
  const tip = L.tooltip({ direction: "top", offset: [0, -6], opacity: 1 });
  let scale = STEP;
  let pointed = null; // the symbol under the pointer
  let map = null;
  let reach = null;

  const radius = (count) => Math.max(SMALLEST, scale * Math.sqrt(count));
  const isDot = (row) => state.current.mode === "heat" && heat.takesPart(row);
  const radiusOf = (row) => (isDot(row) ? DOT : radius(filter.counts[row]) + (places.relation[row] ? BESIDE : 0));
  const mentionsOf = (rows) => rows.reduce((sum, row) => sum + filter.counts[row], 0);

  const single = (row) => ({ rows: [row], radius: radiusOf(row), look: looks.place(row) });

  function cluster(rows) {
    const count = mentionsOf(rows);
    return { rows, radius: looks.clusterRadius(count), look: looks.cluster(rows, count) };
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
    reach = L.circle([places.latitude[row], places.longitude[row]], { renderer: board, interactive: false, radius: meters, ...style }).addTo(map);
  }

  // Draw the symbols anew, as for another selected place.
  function restyle() {
    const rows = filter.placesShown();
    scale = Math.min(STEP, LARGEST / Math.sqrt(rows.length ? filter.counts[rows[0]] : 1));
    const groups = state.current.mode === "clusters" ? clusters.group(rows) : [];
    const alone = state.current.mode === "clusters" ? groups.filter((group) => group.length === 1).flat() : rows;
    unpoint();
    board.show([...drawOrder(alone).map(single), ...groups.filter((group) => group.length > 1).map(cluster)]);
    showReach();
  }

  function refresh() {
    restyle();
    heat.refresh();
  }

  function repaint() {
    looks.forget();
    refresh();
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

  // The symbol that an event on the map means; one on another layer's shape means none.
  const symbolAt = ({ layerPoint, originalEvent }) => (originalEvent.target === board.getContainer() && board.at(layerPoint)) || null;

  function unpoint() {
    pointed = null;
    tip.remove();
    board.getContainer().classList.remove("leaflet-interactive"); // the class of what a click opens
  }

  function point(event) {
    const found = symbolAt(event);
    if (found === null) {
      unpoint();
      return;
    }
    tip.setLatLng(event.latlng);
    if (found === pointed) return;
    pointed = found;
    board.getContainer().classList.add("leaflet-interactive");
    tip.setContent(tooltip(found)).addTo(map);
  }

  function open(event) {
    const found = symbolAt(event);
    if (found === null) return;
    unpoint();
    if (found.rows.length > 1) geomap.crowd.open(found.rows, map);
    else state.update({ place: found.rows[0], article: -1, sentence: -1 }, "push");
  }

  function draw(target, reader) {
    map = target;
    looks.start(reader);
    screen.start(map);
    heat.draw(map, looks.color);
    map.createPane("places"); // under other folium layers, whose shapes let through what does not concern them
    board.addTo(map);
    map.on({ mousemove: point, movestart: unpoint, click: open });
    L.DomEvent.on(board.getContainer(), "mouseout", unpoint);
    map.on("zoomend", () => {
      if (state.current.mode === "clusters") restyle();
    });
  }

  const bounds = () => L.latLngBounds(filter.placesShown().map((row) => [places.latitude[row], places.longitude[row]]));

  return { draw, refresh, repaint, restyle, radius, bounds };
})();
