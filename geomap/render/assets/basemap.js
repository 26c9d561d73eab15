// Land, coasts and borders under the circles, from the arcs that basemap.py wrote.
geomap.basemap = (() => {
  const { arcs: encoded, rings, borders, disputed, labels, perDegree } = JSON.parse(document.getElementById("geomap-basemap").textContent);
  const { state } = geomap;
  const SOUTH = -85; // degrees; where the projection ends

  // An arc as [latitude, longitude] points; the counterpart of encode() in basemap.py.
  function decode(text) {
    const points = [];
    const last = [0, 0];
    let [axis, value, shift] = [0, 0, 0];
    for (let i = 0; i < text.length; i += 1) {
      const bits = text.charCodeAt(i) - 63;
      value |= (bits & 31) << shift;
      shift += 5;
      if (bits & 32) continue;
      last[axis] += value & 1 ? ~(value >> 1) : value >> 1;
      if (axis) points.push([last[1] / perDegree, last[0] / perDegree]);
      [axis, value, shift] = [1 - axis, 0, 0];
    }
    return points;
  }

  const arcs = encoded.map(decode);
  let claims = null; // disputed borders

  // Longitudes run on past 180 where a line crosses the date line, instead of jumping to the other edge.
  function unwrap(points) {
    let last = points[0][1];
    return points.map(([latitude, longitude]) => {
      last = longitude + 360 * Math.round((last - longitude) / 360);
      return [latitude, last];
    });
  }

  function ringPoints(ring) {
    const points = unwrap(ring.flatMap((arc) => (arc >= 0 ? arcs[arc] : [...arcs[~arc]].reverse())));
    const [first, last] = [points[0][1], points.at(-1)[1]];
    if (Math.abs(first - last) > 180) points.push([SOUTH, last], [SOUTH, first]); // around the pole
    return points;
  }

  // A border is an arc, or of one a part: its number, first and last point.
  function partPoints(part) {
    const [arc, first, last] = [part].flat();
    return unwrap(arcs[arc]).slice(first, last === undefined ? undefined : last + 1);
  }

  // A ring that crosses the date line is drawn at both edges of the map.
  function atEdges(points) {
    const longitudes = points.map(([, longitude]) => longitude);
    const shifts = [Math.max(...longitudes) > 180 ? -360 : 0, Math.min(...longitudes) < -180 ? 360 : 0].filter(Boolean);
    return [0, ...shifts].map((shift) => points.map(([latitude, longitude]) => [latitude, longitude + shift]));
  }

  // Coasts are the land's outline; where it is a border between countries, that is drawn over it.
  function draw(map, color) {
    map.createPane("basemap");
    const common = { renderer: L.canvas({ pane: "basemap", padding: 0.3 }), pane: "basemap", interactive: false, weight: 0.8 };
    const land = L.polygon(rings.flatMap((ring) => atEdges(ringPoints(ring))).map((ring) => [ring]), { ...common, fillOpacity: 1 });
    const border = L.polyline(borders.map(partPoints), { ...common, weight: 1.2 });
    claims = L.polyline(disputed.map(partPoints), { ...common, weight: 1.2, dashArray: "4 4" });
    const paint = () => {
      land.setStyle({ fillColor: color("--land"), color: color("--coast") });
      border.setStyle({ color: color("--border") });
      claims.setStyle({ color: color("--disputed") });
    };
    paint();
    for (const layer of [land, border, claims]) layer.addTo(map);
    refresh();
    return paint;
  }

  // Show disputed borders or leave them out, as the reader has chosen.
  function refresh() {
    claims.setStyle({ stroke: state.current.disputed });
  }

  return { draw, refresh, labels };
})();
