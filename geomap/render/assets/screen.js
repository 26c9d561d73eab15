// Where places are on the screen, far faster than asking Leaflet for each.
geomap.screen = (() => {
  const { places } = geomap.data;
  const points = new Float64Array(2 * places.id.length); // x, y of each place in a world whose width is 1, from its middle
  const WALL = 2200; // pixels: a window this wide hangs on a wall and is read from afar
  const enlarged = window.innerWidth >= WALL ? 1.5 : 1; // by how much names and symbols are larger
  let map = null;

  // Pixels in the width of the world.
  const scale = () => map.options.crs.scale(map.getZoom());

  // Positions in pixels from the middle of the world: they stay when the map is moved.
  function inWorld(zoomScale = scale()) {
    return (row) => [points[2 * row] * zoomScale, points[2 * row + 1] * zoomScale];
  }

  // Positions in pixels of the map's container.
  function inView() {
    const at = inWorld();
    const corner = map.latLngToContainerPoint([0, 0]);
    return (row) => {
      const [x, y] = at(row);
      return [corner.x + x, corner.y + y];
    };
  }

  function start(target) {
    map = target;
    document.documentElement.classList.toggle("wall", enlarged > 1);
    const whole = map.options.crs.scale(0);
    const middle = map.project([0, 0], 0);
    places.latitude.forEach((latitude, row) => {
      const { x, y } = map.project([latitude, places.longitude[row]], 0).subtract(middle);
      points.set([x / whole, y / whole], 2 * row);
    });
  }

  return { enlarged, start, scale, inWorld, inView };
})();
