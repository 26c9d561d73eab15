// Whose data the map shows. What the user imported brings its own words, which enter the page as text nodes only.
geomap.credits = (() => {
  const { dom, data, tiles } = geomap;
  const link = (url, content) =>
    (url ? dom.element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, content) : content);

  const SHIPPED = [
    ...tiles.credits.map(([text, terms]) => [link(terms, text)]),
    [link("https://www.geonames.org/", "GeoNames"), " (CC BY 4.0)"],
    [link("https://www.naturalearthdata.com/", "Natural Earth")],
    [link("https://leafletjs.com/", "Leaflet")],
  ];

  // payload.py lets through only addresses to which a browser may be sent.
  function imported(row) {
    const { text, url, licence, licence_url: terms } = data.attributions;
    const named = link(url[row], dom.word(text[row]));
    return licence[row] ? [named, " (", link(terms[row], dom.word(licence[row])), ")"] : [named];
  }

  function start(map) {
    const all = [...SHIPPED, ...data.attributions.text.map((_, row) => imported(row))];
    const line = dom.element("div", { class: "leaflet-control-attribution" },
      ...all.flatMap((parts, position) => (position ? [" · ", ...parts] : parts)));
    const Credits = L.Control.extend({ onAdd: () => line });
    new Credits({ position: "bottomright" }).addTo(map);
    L.DomEvent.disableClickPropagation(line).disableScrollPropagation(line);
  }

  return { start };
})();
