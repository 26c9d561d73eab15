// How a place is drawn: a shape for its type, in one color or shared between two, on the canvas and in the legend.
//
// A look says all but where and how large: { shape, color, weight, opacity, dash, fillColor, fillOpacity } and, where two
// sets are compared, { shares, ring, hollow, ground }; a cluster's has { count, ground, ink } as well.
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
  function drawShared(context, point, radius, look) {
    share(context, point, radius, look);
    if (look.ring) return;
    context.beginPath();
    context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    Object.assign(context, { strokeStyle: look.color, lineWidth: Math.max(SHARED_EDGE, look.weight) }).stroke();
    if (look.hollow && !look.count) disc(context, point, radius * HOLE, look.ground);
  }

  function write(context, { x, y }, radius, { count, ground, ink }) {
    context.globalAlpha = 1;
    disc(context, { x, y }, radius - 4, ground);
    Object.assign(context, { fillStyle: ink, font: FONT, textAlign: "center", textBaseline: "middle", direction: "ltr" });
    context.fillText(count, x, y + 0.5);
  }

  function drawShape(context, point, radius, { shape, color, weight, opacity, dash, fillColor, fillOpacity }) {
    trace(context, shape, point, radius);
    Object.assign(context, { globalAlpha: fillOpacity, fillStyle: fillColor }).fill();
    context.setLineDash(dash ?? []);
    Object.assign(context, { globalAlpha: opacity, strokeStyle: color, lineWidth: weight }).stroke();
  }

  function draw(context, point, radius, look) {
    if (look.shares) drawShared(context, point, radius, look);
    else drawShape(context, point, radius, look);
    if (look.count) write(context, point, radius, look);
  }

  // A symbol on a canvas of its own, which is copied far faster than its outline is filled anew.
  function stamp(radius, look, sharpness) {
    const half = Math.ceil(radius * WIDEST + look.weight + 1);
    const canvas = new OffscreenCanvas(2 * half * sharpness, 2 * half * sharpness);
    const context = canvas.getContext("2d");
    context.scale(sharpness, sharpness);
    draw(context, { x: half, y: half }, radius, look);
    return { canvas, half };
  }

  const points = (shape, radius) => CORNERS[shape].map((corner) => corner.map((value) => (value * radius).toFixed(1)).join()).join(" ");

  return { FONT, shapeOf, points, draw, stamp };
})();
