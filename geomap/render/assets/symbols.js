// How a place is drawn: a shape for its type, in one color or shared between two, on the canvas and in the legend.
geomap.symbols = (() => {
  const TOP = -Math.PI / 2;
  const SHAPES = { water: "diamond", terrain: "triangle", site: "square" }; // any other type is round
  const SHARED_EDGE = 1.2; // pixels
  const HOLE = 0.45; // of the radius: the hole that marks the second set without a color
  const FONT = "600 12px system-ui, sans-serif";

  // Corners of a regular shape of the same area as the circle of radius 1.
  function corners(count, turn) {
    const reach = Math.sqrt((2 * Math.PI) / (count * Math.sin((2 * Math.PI) / count)));
    return Array.from({ length: count }, (_, corner) => {
      const angle = turn + (2 * Math.PI * corner) / count;
      return [reach * Math.cos(angle), reach * Math.sin(angle)];
    });
  }

  const CORNERS = { triangle: corners(3, TOP), diamond: corners(4, 0), square: corners(4, Math.PI / 4) };
  const WIDEST = Math.max(...Object.values(CORNERS).flat().map((corner) => Math.hypot(...corner)));
  const shapeOf = (type) => SHAPES[type] ?? "round";

  function trace(context, shape, { x, y }, radius) {
    context.beginPath();
    if (!(shape in CORNERS)) {
      context.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    }
    for (const [right, down] of CORNERS[shape]) context.lineTo(x + right * radius, y + down * radius);
    context.closePath();
  }

  function disc(context, { x, y }, radius, fill) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
  }

  // Two sectors whose angles are the sets' shares, from the top on; a ring has arcs instead.
  function share(context, point, radius, { shares, ring }) {
    let from = TOP;
    for (const { part, color, dash } of shares) {
      const to = from + 2 * Math.PI * part;
      context.beginPath();
      if (!ring && part < 1) context.moveTo(point.x, point.y);
      context.arc(point.x, point.y, radius, from, to);
      from = to;
      if (ring) Object.assign(context, { strokeStyle: color, lineWidth: ring, globalAlpha: 1 }).setLineDash(dash);
      else Object.assign(context, { fillStyle: color, globalAlpha: 1 });
      if (ring) context.stroke();
      else context.fill();
    }
    context.setLineDash([]);
  }

  // What is shared with no one keeps its shape by which it is known without its color: the second set's has a hole.
  function drawShared(context, point, radius, options) {
    share(context, point, radius, options);
    if (options.ring) return;
    context.beginPath();
    context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    Object.assign(context, { strokeStyle: options.color, lineWidth: Math.max(SHARED_EDGE, options.weight) }).stroke();
    if (options.hollow && !options.count) disc(context, point, radius * HOLE, options.ground);
  }

  function write(context, { x, y }, radius, { count, ground, ink }) {
    context.globalAlpha = 1;
    disc(context, { x, y }, radius - 4, ground);
    Object.assign(context, { fillStyle: ink, font: FONT, textAlign: "center", textBaseline: "middle", direction: "ltr" });
    context.fillText(count, x, y + 0.5);
  }

  // Leaflet calls the first to draw and the second to learn which part of the canvas that touches.
  const Symbol = L.CircleMarker.extend({
    _updatePath() {
      const renderer = this._renderer;
      if (!renderer._drawing || this._empty()) return;
      const context = renderer._ctx;
      if (this.options.shares) drawShared(context, this._point, this._radius, this.options);
      else {
        trace(context, this.options.shape, this._point, this._radius);
        renderer._fillStroke(context, this);
      }
      if (this.options.count) write(context, this._point, this._radius, this.options);
    },
    _updateBounds() {
      const reach = this._radius * WIDEST + this._clickTolerance();
      this._pxBounds = new L.Bounds(this._point.subtract([reach, reach]), this._point.add([reach, reach]));
    },
  });

  const points = (shape, radius) => CORNERS[shape].map((corner) => corner.map((value) => (value * radius).toFixed(1)).join()).join(" ");

  return { Symbol, FONT, shapeOf, points };
})();
