// The Leaflet map that folium made: base map, circles, names, buttons, and its view in the state.
geomap.map = (() => {
  const { state, data, dom, filter, i18n, markers, labels, basemap } = geomap;
  const { places } = data;
  const map = map_articles; // folium names the variable after the fixed id in html.py
  const CLOSE = 5; // zoom from which a place's surroundings can be told
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const buttons = []; // each with the key of its name
  let repaint = null; // all that is on a canvas, in the colors of now
  let ready = false;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function fit() {
    const bounds = markers.bounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [36, 36], maxZoom: 7, animate: ready && !calm.matches });
  }

  function show(row) {
    if (places.relation[row]) {
      const bounds = L.latLng(places.latitude[row], places.longitude[row]).toBounds(2000 * places.uncertainty[row]); // meters across
      map.fitBounds(bounds, { padding: [36, 36], maxZoom: 11, animate: ready && !calm.matches });
      return;
    }
    const close = places.area[row] ? 4 : CLOSE;
    map.setView([places.latitude[row], places.longitude[row]], Math.max(map.getZoom(), close), { animate: ready && !calm.matches });
  }

  function restore([latitude, longitude, zoom]) {
    map.setView([latitude, longitude], zoom, { animate: false });
  }

  function bounds() {
    const seen = map.getBounds();
    return [seen.getSouth(), seen.getWest(), seen.getNorth(), seen.getEast()];
  }

  function remember() {
    const { lat, lng } = map.getCenter();
    state.update({ view: [lat.toFixed(3), lng.toFixed(3), map.getZoom()].map(Number), bounds: bounds() });
  }

  // One world, which can be made no smaller than about the window, so that no one gets lost beside it.
  function limit() {
    const whole = Math.log2(map.getSize().x / 256);
    map.setMinZoom(Math.max(0, Math.min(2, Math.floor(whole * 2) / 2)));
    map.setMaxBounds([[-86, -200], [86, 200]]);
  }

  function addButtons() {
    const Bar = L.Control.extend({
      onAdd() {
        const bar = dom.element("div", { class: "leaflet-bar map-buttons", role: "group" });
        const add = (key, sign, act) => {
          const button = dom.element("button", { type: "button", onclick: act }, dom.element("span", { "aria-hidden": "true" }, sign));
          buttons.push([button, key]);
          bar.append(button);
        };
        add("zoom_in", "+", () => map.zoomIn());
        add("zoom_out", "−", () => map.zoomOut());
        add("fit", "⤢", fit);
        L.DomEvent.disableClickPropagation(bar);
        return bar;
      },
    });
    new Bar({ position: "topleft" }).addTo(map);
  }

  function translate() {
    map.getContainer().setAttribute("aria-label", i18n.text("map"));
    for (const [button, key] of buttons) {
      button.title = i18n.text(key);
      button.setAttribute("aria-label", i18n.text(key));
    }
    geomap.tiles.translate();
    labels.refresh();
  }

  function start() {
    for (const motion of ["fadeAnimation", "zoomAnimation", "markerZoomAnimation"]) if (calm.matches) map.options[motion] = false;
    limit();
    markers.draw(map, color);
    addButtons();
    markers.refresh();
    if (state.current.view) restore(state.current.view);
    else if (state.current.place >= 0) show(state.current.place);
    else fit();
    state.current.bounds = bounds();
    if (state.current.inView) filter.refresh();
    if (state.current.inView) markers.refresh();
    map.on("moveend", remember);
    labels.draw(map);
    geomap.tiles.draw(map);
    const paint = basemap.draw(map, color); // last, so that its many points are projected once
    repaint = () => {
      paint();
      markers.repaint();
    };
    dark.addEventListener("change", repaint);
    ready = true;
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  }

  // Do something while the map has the colors of paper, which a dark screen does not.
  async function onPaper(act) {
    const change = async (wanted) => {
      document.documentElement.classList.toggle("paper", wanted);
      repaint();
      await new Promise((resolve) => requestAnimationFrame(resolve)); // canvases are drawn with the next frame
    };
    if (!dark.matches) return act();
    await change(true);
    try {
      return await act();
    } finally {
      await change(false);
    }
  }

  return { start, fit, show, restore, translate, onPaper };
})();
