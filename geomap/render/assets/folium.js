// What folium's own page gives its layers: pictures of markers, and as much of jQuery and Awesome Markers as it uses.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const PIN = "M12.5 40C10 28 1 22 1 12.5a11.5 11.5 0 0 1 23 0C24 22 15 28 12.5 40z";

  L.Icon.Default.imagePath = "";
  L.Icon.Default.mergeOptions([/*geomap:pictures*/]);

  // folium makes the contents of its popups with this.
  window.$ = (html) => [new DOMParser().parseFromString(html, "text/html").body.firstElementChild];

  function part(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // folium.Icon as a pin of its color; the signs on pins are a font from the network.
  const icon = ({ markerColor = "blue" }) => {
    const html = part("svg", { viewBox: "0 0 25 41", width: 25, height: 41 });
    html.append(part("path", { d: PIN, fill: markerColor, stroke: "#fff" }), part("circle", { cx: 12.5, cy: 12.5, r: 4, fill: "#fff" }));
    return L.divIcon({ html, className: "", iconSize: [25, 41], iconAnchor: [12, 41], popupAnchor: [1, -34], tooltipAnchor: [16, -28] });
  };
  L.AwesomeMarkers = { icon };
})();
