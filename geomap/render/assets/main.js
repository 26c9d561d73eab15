// Start: restore the state from the address, then let every part follow its changes.
await (async () => {
  const { basemap, data, modes, state, filter, i18n, markers, labels, panel, legend, credits, hash } = geomap;
  const UNSEEN = ["view", "bounds", "mode", "disputed"]; // what the panel does not show

  function refreshMap(changed) {
    const counted = state.counts(changed);
    const redrawn = counted || changed.has("mode");
    if (redrawn) markers.refresh();
    else if (changed.has("place")) markers.restyle();
    if (changed.has("disputed")) basemap.refresh();
    if (redrawn || changed.has("disputed") || changed.has("language")) legend.refresh();
    if (changed.has("mode")) modes.refresh();
    if (changed.has("language")) modes.translate();
    if (changed.has("language")) geomap.map.translate();
    else if (redrawn || changed.has("place")) labels.refresh();
  }

  // Once the browser has drawn what was just changed; a hidden page draws nothing and is not waited for.
  const painted = () => new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });

  state.onChange((changed, step) => {
    if (state.counts(changed)) filter.refresh();
    if (changed.has("language")) i18n.use(state.current.language);
    refreshMap(changed);
    if (state.counts(changed) || [...changed].some((key) => !UNSEEN.includes(key))) panel.refresh(changed);
    if (step === "stay" && state.current.view) geomap.map.restore(state.current.view);
  });

  Object.assign(state.current, hash.start());
  i18n.use(state.current.language);
  filter.refresh();
  geomap.map.start();
  credits.start(map_articles);
  legend.start(map_articles);
  modes.start(map_articles);
  geomap.map.translate();
  geomap.print.start();
  panel.refresh(new Set(["language"]));
  await geomap.search.start();
  await data.settled();
  await painted();
  performance.mark("geomap-ready");
  document.documentElement.dataset.ready = "true";
})();
