// One canvas circle per place: filled for a point, a dashed ring for a wide area, hollow for what is known only about.
// Of the selected one of these, a dashed circle in kilometers shows how far it may lie.
geomap.markers = (() => {
  const { data, filter, state, dom, i18n } = geomap;
  const { places } = data;
  const LARGEST = 26; // pixels: the radius of the most mentioned place
  const STEP = 4.5; // pixels: the radius of a single mention, where the largest allows it
  const SMALLEST = 3.5; // pixels: still to be seen and hit
  const BESIDE = 3; // pixels by which what lies within a place is wider, so that its ring shows around that place's circle
  const KIND_COLORS = ["--literal", "--associative", "--demonym"];
  const circles = new Map(); // row of a place → its circle, with what it looked like last
  const colors = new Map(); // name of a color → the color, until the theme changes
  let scale = STEP;
  let readColor = null;
  let layer = null;
  let renderer = null;
  let reach = null;

  function color(name) {
    if (!colors.has(name)) colors.set(name, readColor(name));
    return colors.get(name);
  }

  const radius = (count) => Math.max(SMALLEST, scale * Math.sqrt(count));

  function style(row) {
    const selected = row === state.current.place;
    const isApproximate = places.relation[row] !== "";
    const own = color(places.area[row] && !isApproximate ? "--area" : KIND_COLORS[filter.kindOfPlace[row]]);
    if (isApproximate) {
      return { color: own, weight: selected ? 3.5 : 2, opacity: 1, dashArray: null, fillColor: own, fillOpacity: 0 };
    }
    if (places.area[row]) {
      const [weight, fillOpacity] = selected ? [3.5, 0.16] : [1.6, 0.05];
      return { color: own, weight, opacity: 0.9, dashArray: "5 4", fillColor: own, fillOpacity };
    }
    const [weight, edge] = selected ? [4, color("--selected")] : [1.2, color("--circle-edge")];
    return { color: edge, weight, opacity: 1, dashArray: null, fillColor: own, fillOpacity: 0.82 };
  }

  function circle(row) {
    if (!circles.has(row)) {
      const made = L.circleMarker([places.latitude[row], places.longitude[row]], { renderer });
      made.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        state.update({ place: row, article: -1, sentence: -1 }, "push");
      });
      made.placeRow = row;
      circles.set(row, made);
    }
    return circles.get(row);
  }

  // Leaflet draws a circle anew for every style it is given, so one that stays as it is gets none.
  function dress(row) {
    const made = circle(row);
    const around = places.relation[row] ? BESIDE : 0;
    const look = { radius: radius(filter.counts[row]) + around, ...style(row) };
    const key = Object.values(look).join();
    if (made.look !== key) made.setStyle(look);
    made.look = key;
    return made;
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
    const style = { color: color(KIND_COLORS[filter.kindOfPlace[row]]), weight: 1.6, dashArray: "6 5", fill: false };
    const radius = places.uncertainty[row] * 1000; // meters
    reach = L.circle([places.latitude[row], places.longitude[row]], { renderer, interactive: false, radius, ...style }).addTo(layer);
  }

  function refresh() {
    const rows = filter.placesShown();
    scale = Math.min(STEP, LARGEST / Math.sqrt(rows.length ? filter.counts[rows[0]] : 1));
    for (const made of layer.getLayers()) if (!filter.counts[made.placeRow]) layer.removeLayer(made);
    for (const row of drawOrder(rows)) {
      const made = dress(row);
      if (layer.hasLayer(made)) made.bringToFront();
      else layer.addLayer(made);
    }
    showReach();
  }

  function repaint() {
    colors.clear();
    refresh();
  }

  // Draw anew only what a change of the selected place concerns.
  function restyle(...rows) {
    for (const row of rows) if (row >= 0 && filter.counts[row]) dress(row);
    showReach();
  }

  function tooltip(made) {
    const row = made.placeRow;
    const count = i18n.text("mention_count", { count: i18n.number(filter.counts[row]) });
    const sort = data.placeSort(row);
    const area = sort ? [dom.element("span", { class: "hint" }, i18n.text(sort))] : [];
    return dom.element("div", { class: "tip", dir: document.documentElement.dir },
      dom.word(data.placeName(row)), dom.element("span", {}, count), ...area);
  }

  function draw(map, reader) {
    readColor = reader;
    map.createPane("places"); // under other folium layers, whose shapes let through what does not concern them
    renderer = L.canvas({ pane: "places", padding: 0.3, tolerance: 3 });
    layer = L.featureGroup().addTo(map);
    layer.bindTooltip(tooltip, { sticky: true, direction: "top", offset: [0, -6], opacity: 1 });
  }

  const bounds = () => layer.getBounds();

  return { draw, refresh, repaint, restyle, radius, bounds };
})();
