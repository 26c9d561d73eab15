// Places that lie too close together to be told apart, put together into one with the sum of their mentions.
//
// Each group stands at its most mentioned place, never at a middle where nothing is. As in Agafonkin's supercluster, the
// most mentioned place not yet in a group takes in all within reach; what counts is what the filters let through now.
geomap.clusters = (() => {
  const { screen } = geomap;
  const REACH = 60; // pixels between the middles of two groups, at least

  const cellOf = (x, y) => `${Math.floor(x / REACH)} ${Math.floor(y / REACH)}`;

  function grid(rows, at) {
    const cells = new Map();
    for (const row of rows) {
      const key = cellOf(...at(row));
      if (cells.has(key)) cells.get(key).push(row);
      else cells.set(key, [row]);
    }
    return cells;
  }

  // Take out of the cells around a place all rows that lie within its reach, itself among them.
  function takeAround(row, cells, at) {
    const [x, y] = at(row);
    const taken = [];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        const key = cellOf(x + across * REACH, y + down * REACH);
        const left = (cells.get(key) ?? []).filter((other) => {
          const [otherX, otherY] = at(other);
          const near = Math.hypot(otherX - x, otherY - y) < REACH;
          if (near) taken.push(other);
          return !near;
        });
        cells.set(key, left);
      }
    }
    return taken;
  }

  // Groups of rows at the present zoom; the rows come with the most mentioned first, and so do a group's.
  function group(rows, at = screen.inWorld()) {
    const cells = grid(rows, at);
    const rank = new Map(rows.map((row, position) => [row, position]));
    const grouped = new Set();
    const found = [];
    for (const row of rows) {
      if (grouped.has(row)) continue;
      const taken = takeAround(row, cells, at).sort((a, b) => rank.get(a) - rank.get(b));
      for (const other of taken) grouped.add(other);
      found.push(taken);
    }
    return found;
  }

  // The zoom, from the present one on, at which a group falls apart, or null where none does.
  function partingZoom(rows, map) {
    for (let zoom = map.getZoom() + 0.5; zoom <= map.getMaxZoom(); zoom += 0.5) {
      if (group(rows, screen.inWorld(map.options.crs.scale(zoom))).length > 1) return zoom;
    }
    return null;
  }

  return { group, partingZoom };
})();
