// What the map shows now, on one canvas: base map, circles, names, what its colors mean, and whose data they are.
geomap.picture = (() => {
  const { key } = geomap;
  const map = map_articles;
  const LINE = 15; // pixels from one line of the credits to the next
  const FONT = "11px system-ui, sans-serif";
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Shapes that other folium layers drew as SVG, made into images, which a canvas can take.
  async function shapes() {
    const found = new Map();
    for (const svg of map.getPanes().mapPane.querySelectorAll("svg")) {
      const alone = svg.cloneNode(true);
      alone.removeAttribute("style"); // which moves it to its place on the map
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(alone))}`;
      await image.decode();
      found.set(svg, image);
    }
    return found;
  }

  // Where an element stands, in pixels of the map.
  function boxOf(element) {
    const [own, whole] = [element, map.getContainer()].map((item) => item.getBoundingClientRect());
    return { x: own.left - whole.left, y: own.top - whole.top, width: own.width, height: own.height };
  }

  function paint(context, element, drawable) {
    const { x, y, width, height } = boxOf(element);
    if (width && height) context.drawImage(drawable, x, y, width, height);
  }

  function write(context, name) {
    const style = getComputedStyle(name);
    const { x, y, width, height } = boxOf(name);
    Object.assign(context, {
      font: style.font, fillStyle: style.color, strokeStyle: color("--halo"), lineWidth: 3, lineJoin: "round",
      textAlign: "center", textBaseline: "middle", direction: style.direction,
    });
    context.strokeText(name.textContent, x + width / 2, y + height / 2);
    context.fillText(name.textContent, x + width / 2, y + height / 2);
  }

  // Pane by pane from the lowest up, as Leaflet stacks them.
  function layers(context, images) {
    const height = (pane) => Number(getComputedStyle(pane).zIndex) || 0;
    for (const pane of [...map.getPanes().mapPane.children].sort((a, b) => height(a) - height(b))) {
      for (const item of pane.querySelectorAll("canvas, svg, img, .name")) {
        if (item.matches(".name")) write(context, item);
        else paint(context, item, images.get(item) ?? item);
      }
    }
  }

  // Returns where they begin, from the top.
  function credits(context, { x: width, y: height }) {
    Object.assign(context, { font: FONT, textAlign: "right", textBaseline: "alphabetic", direction: "ltr" });
    const written = key.wrap(context, document.querySelector(".leaflet-control-attribution").textContent, width - 14);
    const widest = Math.max(...written.map((line) => context.measureText(line).width));
    const top = height - LINE * written.length - 4;
    context.fillStyle = color("--paper");
    context.fillRect(width - widest - 14, top, widest + 14, height - top);
    context.fillStyle = color("--quiet");
    written.forEach((line, row) => context.fillText(line, width - 7, top + LINE * (row + 1) - 2));
    return top;
  }

  // With a key, unless a legend stands beside it.
  async function draw({ keyed }) {
    const images = await shapes();
    const size = map.getSize();
    const sharpness = window.devicePixelRatio;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(size.x * sharpness), height: Math.round(size.y * sharpness) });
    const context = canvas.getContext("2d");
    context.scale(sharpness, sharpness);
    context.fillStyle = color("--sea");
    context.fillRect(0, 0, size.x, size.y);
    layers(context, images);
    const top = credits(context, size);
    if (keyed) key.draw(context, 8, top - 8);
    return canvas;
  }

  return { draw };
})();
