// What a picture must say by itself, which no legend stands beside: whose color is whose, and what the heat's colors mean.
geomap.key = (() => {
  const { compare, heat, i18n, looks, sets, state, symbols } = geomap;
  const LINE = 19; // pixels from one line to the next
  const SIDE = 10; // pixels between the edge and what stands within
  const SWATCH = 26; // pixels that a line's sign takes
  const WIDEST = 300; // pixels of a text
  const FONT = "12px system-ui, sans-serif";

  // A disc as it stands for a place that both sets name, or only one of them.
  function setSign(...names) {
    const shares = names.map((name) => ({ part: 1 / names.length, color: looks.color(`--set-${name}`), dash: [] }));
    const look = { shares, hollow: names.join() === "b", ground: looks.color("--paper"), color: looks.color("--circle-edge"), weight: 1.2, ring: 0 };
    return (context, x, y) => symbols.draw(context, { x, y }, 6.5, look);
  }

  const heatSign = (step) => (context, x, y) => {
    Object.assign(context, { globalAlpha: 1, fillStyle: looks.color(`--heat-${step + 1}`) }).fillRect(x - 10, y - 6, 20, 12);
  };

  const setLines = () => [
    ...sets.NAMES.map((name) => ({ sign: setSign(name), text: `${i18n.text(`set_${name}`)}: \u2068${compare.described(name)}\u2069` })),
    { sign: setSign(...sets.NAMES), text: i18n.text("in_both") },
  ];

  const heatLines = () => [
    { text: i18n.text("legend_heat", { kilometers: i18n.number(Number(heat.kilometers().toPrecision(2))) }) },
    ...heat.steps().map((step, position) => ({ sign: heatSign(position), text: i18n.number(step) })),
  ];

  const lines = () => [...(sets.comparing() ? setLines() : []), ...(state.current.mode === "heat" ? heatLines() : [])];

  // Words put together to lines no wider than `width`; a word that is wider has its own.
  function wrap(context, text, width) {
    const found = [""];
    for (const word of text.split(/(?<=\s)/)) {
      if (context.measureText(found.at(-1) + word).width > width) found.push("");
      found[found.length - 1] += word;
    }
    return found.filter(Boolean);
  }

  // In the corner whose left and lower edges are given.
  function draw(context, left, bottom) {
    context.font = FONT;
    const rows = lines().flatMap(({ sign, text }) => wrap(context, text, WIDEST).map((part, row) => ({ sign: row ? null : sign, text: part, indent: sign ? SWATCH : 0 })));
    if (!rows.length) return;
    const isRtl = document.documentElement.dir === "rtl";
    const width = 2 * SIDE + Math.max(...rows.map(({ text, indent }) => indent + context.measureText(text).width));
    const top = bottom - LINE * rows.length - SIDE;
    Object.assign(context, { globalAlpha: 1, fillStyle: looks.color("--paper") }).fillRect(left, top, width, bottom - top);
    rows.forEach(({ sign, text, indent }, row) => {
      const y = top + SIDE / 2 + LINE * (row + 0.5);
      const at = (inside) => (isRtl ? left + width - SIDE - inside : left + SIDE + inside);
      sign?.(context, at(SWATCH / 2 - 3), y);
      Object.assign(context, { globalAlpha: 1, fillStyle: looks.color("--ink"), font: FONT, textAlign: "start", textBaseline: "middle", direction: document.documentElement.dir });
      context.fillText(text, at(indent), y);
    });
  }

  return { draw, wrap };
})();
