// Tiles from the network over the base map: only where a server hands out the page, as their service requires.
geomap.tiles = (() => {
  const { dom, i18n } = geomap;
  const service = JSON.parse(document.getElementById("geomap-tiles").textContent); // null where the map was made without
  const served = /^https?:/.test(document.baseURI); // in a notebook the address is that of the notebook
  const active = service !== null && served;
  const close = dom.element("button", { type: "button", class: "small" });
  const why = dom.element("span");

  // The page sends no Referer elsewhere; without one the service refuses its tiles.
  function addLayer(map) {
    map.getContainer().classList.add("tiled");
    map.setMaxZoom(service.zoom);
    L.tileLayer(service.host + service.path, {
      maxZoom: service.zoom, referrerPolicy: "strict-origin-when-cross-origin", crossOrigin: "anonymous",
    }).addTo(map);
  }

  function addNote(map) {
    const note = dom.element("div", { class: "notice", role: "note" }, why, " ", close);
    const Note = L.Control.extend({ onAdd: () => note });
    const control = new Note({ position: "topright" }).addTo(map);
    L.DomEvent.disableClickPropagation(note);
    close.addEventListener("click", () => control.remove());
  }

  function draw(map) {
    if (active) addLayer(map);
    else if (service !== null) addNote(map);
  }

  function translate() {
    why.dir = document.documentElement.dir;
    why.textContent = i18n.text("no_tiles");
    close.textContent = i18n.text("close");
  }

  const credits = active ? [[service.attribution, service.terms]] : [];

  return { draw, translate, credits };
})();
