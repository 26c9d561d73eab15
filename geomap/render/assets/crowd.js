// What a click on a cluster does: closer to where its places part, or their list where they never do.
geomap.crowd = (() => {
  const { clusters, data, dom, filter, i18n, state } = geomap;
  const { places } = data;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function item(row, popup) {
    const act = () => {
      popup.remove();
      state.update({ place: row, article: -1, sentence: -1 }, "push");
    };
    return dom.element("li", {}, dom.element("button", { type: "button", onclick: act },
      dom.word(data.placeName(row)), dom.element("span", { class: "count" }, i18n.number(filter.counts[row]))));
  }

  function list(rows, map) {
    const popup = L.popup({ maxWidth: 260, maxHeight: 260, closeButton: false, autoPanPaddingTopLeft: [50, 10] });
    const made = dom.element("ul", { class: "crowd", dir: document.documentElement.dir, "aria-label": i18n.text("same_spot") });
    dom.fill(made, rows, (row) => item(row, popup), (count) => i18n.text("more", { count: i18n.number(count) }));
    popup.setLatLng([places.latitude[rows[0]], places.longitude[rows[0]]]).setContent(made).openOn(map);
    made.querySelector("button").focus();
  }

  function open(rows, map) {
    const zoom = clusters.partingZoom(rows, map);
    if (zoom === null) {
      list(rows, map);
      return;
    }
    const bounds = L.latLngBounds(rows.map((row) => [places.latitude[row], places.longitude[row]]));
    const near = Math.max(zoom, map.getBoundsZoom(bounds, false, L.point(72, 72)));
    const at = near > zoom ? bounds.getCenter() : [places.latitude[rows[0]], places.longitude[rows[0]]];
    map.setView(at, near, { animate: !calm.matches });
  }

  return { open };
})();
