// The button beside a mention by which the reader says that it is wrong, and what has been said of it.
geomap.correct = (() => {
  const { corrections, data, dom, form, i18n } = geomap;
  const refreshers = new WeakMap(); // element → what brings it up to date

  // A button that opens and closes the form in `room`.
  function opener(group, room) {
    const hint = i18n.text("wrong_hint", { name: data.surface(group[0]) });
    const button = dom.element("button", { type: "button", class: "wrong", "aria-label": hint, title: hint }, i18n.text("wrong"));
    const show = (...content) => {
      room.replaceChildren(...content);
      button.setAttribute("aria-expanded", String(content.length > 0));
    };
    const close = () => {
      show();
      button.focus();
    };
    button.addEventListener("click", () => {
      if (room.hasChildNodes()) close();
      else {
        show(form.build(group, close));
        room.querySelector("input").focus();
      }
    });
    show();
    return button;
  }

  // What stands beside a mention, or beside several about which the same is to be said.
  function slot(group) {
    const said = dom.element("span", { class: "marked" });
    const room = dom.element("div", {});
    const made = dom.element("span", { class: "slot" }, said, opener(group, room), room);
    const refresh = () => {
      const entry = corrections.of(group[0]).at(-1);
      said.replaceChildren(...(entry ? [dom.word(i18n.text("marked", { what: corrections.describe(entry) })), " "] : []));
    };
    refresh();
    refreshers.set(made, refresh);
    return made;
  }

  corrections.onChange(() => {
    for (const made of document.querySelectorAll("#view .slot")) refreshers.get(made)();
  });

  return { slot };
})();
