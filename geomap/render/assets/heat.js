// How thickly mentions lie, as colors under the dots: a kernel density (Silverman, 1986, the biweight kernel).
//
// The density at a spot is the sum of the mentions within REACH, one at the very spot counting whole and one at the edge
// not at all. Only exact locations have part in it: a country's mentions do not lie at its middle.
geomap.heat = (() => {
  const { data, dom, filter, screen, state } = geomap;
  const REACH = 40; // pixels
  const CELL = 2; // pixels
  const BEYOND = 0.2; // of the map's size, drawn around it for the next pan
  const LEAST = 0.25; // density under which nothing is colored
  const SCALES = [[1, 2, 5, 10, 20, 50], [1, 5, 20, 100, 500], [1, 10, 100, 1000, 10000, 100000]];
  const ALPHA = 190; // of 255
  const canvas = dom.element("canvas", { class: "leaflet-zoom-hide", "aria-hidden": "true" });
  let map = null;
  let color = null;

  const takesPart = (row) => data.placeSort(row) === "";

  // Densities from which each color stands, as many as the most mentioned location calls for.
  function steps() {
    const top = filter.placesShown().find(takesPart);
    const most = top === undefined ? 0 : filter.counts[top];
    return SCALES[most < 100 ? 0 : most < 1000 ? 1 : 2].filter((step) => step <= most);
  }

  // Of the cells from 0 to `most`, those whose middles lie within `reach` of a position, both in pixels.
  const within = (position, reach, most) =>
    [Math.max(0, Math.ceil((position - reach) / CELL - 0.5)), Math.min(most, Math.floor((position + reach) / CELL - 0.5) + 1)];

  function addPlace({ cells, columns, lines }, [x, y], count) {
    const [top, bottom] = within(y, REACH, lines);
    for (let line = top; line < bottom; line += 1) {
      const down = ((line + 0.5) * CELL - y) ** 2;
      const [left, right] = within(x, Math.sqrt(REACH ** 2 - down), columns);
      for (let column = left, cell = line * columns + left; column < right; column += 1, cell += 1) {
        const across = (column + 0.5) * CELL - x;
        const near = 1 - (across * across + down) / REACH ** 2;
        cells[cell] += count * near * near;
      }
    }
  }

  function density({ x: width, y: height }, shift) {
    const [columns, lines] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
    const grid = { columns, lines, cells: new Float32Array(columns * lines) };
    const at = screen.inView();
    for (const row of filter.placesShown()) {
      const [x, y] = at(row);
      const [right, down] = [x + shift.x, y + shift.y];
      const seen = right > -REACH && right < width + REACH && down > -REACH && down < height + REACH;
      if (seen && takesPart(row)) addPlace(grid, [right, down], filter.counts[row]);
    }
    return grid;
  }

  // A color as a pixel of the canvas, whatever the style sheet writes it as.
  function pixel(name) {
    const [red, green, blue] = name.match(/[\da-f]{2}/gi).map((pair) => parseInt(pair, 16));
    return new Uint32Array(Uint8Array.of(red, green, blue, ALPHA).buffer)[0];
  }

  function paint({ columns, lines, cells }) {
    const limits = [LEAST, ...steps().slice(1)];
    const shades = Uint32Array.of(0, ...limits.map((_, step) => pixel(color(`--heat-${step + 1}`))));
    const image = new ImageData(columns, lines);
    const pixels = new Uint32Array(image.data.buffer);
    for (let cell = 0; cell < cells.length; cell += 1) {
      let step = 0;
      while (step < limits.length && cells[cell] >= limits[step]) step += 1;
      pixels[cell] = shades[step];
    }
    Object.assign(canvas, { width: columns, height: lines });
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  function refresh() {
    const shown = state.current.mode === "heat" && steps().length > 0;
    canvas.hidden = !shown;
    if (!shown) return;
    const beyond = map.getSize().multiplyBy(BEYOND).round();
    const size = map.getSize().add(beyond.multiplyBy(2));
    const grid = density(size, beyond);
    paint(grid);
    Object.assign(canvas.style, { width: `${grid.columns * CELL}px`, height: `${grid.lines * CELL}px` });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint(beyond.multiplyBy(-1)).round());
  }

  // About how many kilometers the reach is, in the middle of the map.
  function kilometers() {
    const middle = map.getSize().divideBy(2);
    const [from, to] = [middle, middle.add([REACH, 0])].map((point) => map.containerPointToLatLng(point));
    return from.distanceTo(to) / 1000;
  }

  function draw(target, reader) {
    map = target;
    color = reader;
    map.createPane("heat").append(canvas);
    map.on("moveend zoomend resize", refresh);
  }

  return { draw, refresh, steps, kilometers, takesPart };
})();
