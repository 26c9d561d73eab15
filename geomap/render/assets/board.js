// The canvas on which all symbols are drawn, and which of them is under the pointer.
//
// A symbol is { rows, radius, look }: the places that it stands for, pixels, and what symbols.js draws. They are no
// layers of Leaflet's, which keeps events, bounds and a style for each and has every outline filled one by one: with
// 5,000 places that took longer than all counting.
geomap.board = (() => {
  const { screen, symbols } = geomap;
  const TOLERANCE = 3; // pixels beside a symbol that still hit it
  const SHARPNESS = L.Browser.retina ? 2 : 1; // as of Leaflet's canvas
  const stamps = new WeakMap(); // look → by radius, its stamp

  function stampOf({ radius, look }) {
    if (!stamps.has(look)) stamps.set(look, new Map());
    const own = stamps.get(look);
    if (!own.has(radius)) own.set(radius, symbols.stamp(radius, look, SHARPNESS));
    return own.get(radius);
  }

  const isCommon = ({ look }) => !look.shares && !look.count;

  const Board = L.Canvas.extend({
    options: { padding: 0.3 },
    symbols: [], // those drawn later lie above

    show(made) {
      this.symbols = made;
      this._place();
      this._redrawRequest ||= L.Util.requestAnimFrame(this._redraw, this);
    },

    getContainer() {
      return this._container;
    },

    // The topmost symbol at a point of the map's layers, if any.
    at({ x, y }) {
      return this.symbols.findLast((symbol) => Math.hypot(symbol.x - x, symbol.y - y) <= symbol.radius + symbol.look.weight / 2 + TOLERANCE);
    },

    // Whole pixels, as of Leaflet's own circles: a stamp that lies between pixels is blurred.
    _place() {
      const at = screen.inWorld();
      const middle = this._map.project([0, 0]);
      const origin = this._map.getPixelOrigin();
      for (const symbol of this.symbols) {
        const [x, y] = at(symbol.rows[0]);
        symbol.x = Math.round(middle.x + x) - origin.x;
        symbol.y = Math.round(middle.y + y) - origin.y;
      }
    },

    _updatePaths() {
      this._place();
      L.Canvas.prototype._updatePaths.call(this);
    },

    // All of it: what is drawn as one has no bounds of its own.
    _redraw() {
      this._redrawBounds = null;
      L.Canvas.prototype._redraw.call(this);
    },

    _draw() {
      this._ctx.save();
      for (const symbol of this.symbols) {
        const { x, y, radius, look } = symbol;
        if (isCommon(symbol)) this._copy(stampOf(symbol), x, y);
        else symbols.draw(this._ctx, symbol, radius, look);
      }
      this._ctx.restore();
      L.Canvas.prototype._draw.call(this);
    },

    _copy({ canvas, half }, x, y) {
      this._ctx.drawImage(canvas, x - half, y - half, 2 * half, 2 * half);
    },
  });

  return new Board({ pane: "places" });
})();
