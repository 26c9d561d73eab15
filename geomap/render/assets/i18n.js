// Every word of the interface, in Arabic and English.
geomap.i18n = (() => {
  const WORDS = {
    old_browser: ["هذا المتصفح أقدم من أن يفتح الخريطة؛ استعمل Chromium 103 أو Firefox 113 أو Safari 16.4 أو أحدث.",
      "This browser is too old for the map; use Chromium 103, Firefox 113, Safari 16.4 or newer."],
    damaged: ["ملف الخريطة ناقص أو تالف؛ انسخه من جديد.", "The map's file is incomplete or damaged; copy it anew."],
    title: ["خريطة المقالات", "Article map"],
    panel: ["لوحة الأماكن والمقالات", "Places and articles"],
    map: ["الخريطة", "Map"],
    language: ["English", "العربية"],
    language_hint: ["Switch to English", "التبديل إلى العربية"],
    summary: ["الأماكن: {places} · الإشارات: {mentions} · المقالات: {chosen} من {articles}",
      "Places: {places} · mentions: {mentions} · articles: {chosen} of {articles}"],
    kinds: ["الإشارات المعروضة", "Mentions shown"],
    literal: ["المكان نفسه", "The place itself"],
    associative: ["ضمن اسم آخر", "Inside another name"],
    demonym: ["نسبة إلى مكان", "Nationality"],
    literal_hint: ["المكان نفسه أو حكومته أو أهله", "The place itself, its government or its people"],
    associative_hint: ["داخل اسم مؤسسة أو صحيفة أو تنظيم", "Within the name of an organization or newspaper"],
    demonym_hint: ["صفة أو اسم يدل على الجنسية", "An adjective or noun of nationality"],
    unresolved: ["لم يُحدَّد مكانها", "Not resolved"],
    places: ["الأماكن", "Places"],
    articles: ["المقالات", "Articles"],
    unplaced: ["خارج الخريطة", "Off the map"],
    filters: ["التصفية", "Filters"],
    active_filters: ["المرشحات المفعلة", "Filters in use"],
    remove_filter: ["أزل: {name}", "Remove: {name}"],
    clear: ["أزل كل المرشحات", "Clear all"],
    chosen_articles: ["المقالات: {count} من {all}", "Articles: {count} of {all}"],
    no_kinds: ["بلا إشارات", "No mentions"],
    query: ["نتائج البحث في النصوص", "Found in the texts"],
    dates: ["التاريخ", "Date"],
    date_from: ["من", "From"],
    date_to: ["إلى", "To"],
    no_dates: ["لا تواريخ معروفة لهذه المقالات.", "No article has a known date."],
    undated: ["مقالات بلا تاريخ، تختفي عند اختيار مدة: {count}", "Articles without a date, hidden once a range is chosen: {count}"],
    countries: ["البلد", "Country"],
    no_country: ["لا يخص بلدا واحدا", "Not in one country"],
    types: ["نوع المكان", "Type of place"],
    type_country: ["بلد", "Country"],
    type_division: ["تقسيم إداري", "Administrative division"],
    type_settlement: ["مدينة أو قرية أو حي", "City, village or quarter"],
    type_region: ["منطقة", "Region"],
    type_water: ["بحر أو نهر أو ماء", "Sea, river or other water"],
    type_terrain: ["جبل أو جزيرة أو تضاريس", "Mountain, island or terrain"],
    type_site: ["مبنى أو موقع أو طريق", "Building, site or road"],
    sources: ["المصدر", "Source"],
    no_source: ["بلا مصدر", "Without a source"],
    score: ["أدنى ثقة في المكان", "Least confidence in the place"],
    score_any: ["كل ما وُضع", "All placed"],
    score_note: ["الصفر يعرض غير المؤكد أيضا.", "Zero shows the uncertain ones too."],
    at_least: ["{percent}٪ فأكثر", "{percent}% or more"],
    inView: ["مجال الخريطة", "The map's view"],
    in_view_only: ["ما يظهر الآن على الخريطة فقط", "Only what is in view now"],
    only_place: ["هذا المكان فقط", "Only this place"],
    its_articles: ["المقالات التي تذكره فقط", "Only articles that mention it"],
    search_places: ["ابحث عن مكان", "Find a place"],
    search_articles: ["ابحث في المقالات", "Search the articles"],
    all: ["اختر الكل", "Choose all"],
    none: ["ألغِ الكل", "Choose none"],
    invert: ["اعكس", "Invert"],
    only: ["هذا فقط", "Only this"],
    only_hint: ["اعرض أماكن هذا المقال وحده: {name}", "Show the places of this article alone: {name}"],
    read: ["اقرأ", "Read"],
    read_hint: ["افتح المقال: {name}", "Open the article: {name}"],
    more: ["أظهر المزيد ({count})", "Show more ({count})"],
    nothing: ["لا شيء هنا بحسب الاختيار الحالي.", "Nothing here under the current choice."],
    nothing_found: ["لا نتائج لهذا البحث.", "Nothing matches this search."],
    mention_count: ["عدد الإشارات: {count}", "Mentions: {count}"],
    unplaced_note: ["إشارات لم يُعرف مكانها، فلا دائرة لها.", "Mentions whose place is not known; they have no circle."],
    back_to_list: ["رجوع إلى القائمة", "Back to the list"],
    back_to_place: ["رجوع إلى: {name}", "Back to: {name}"],
    area: ["منطقة واسعة", "Wide area"],
    area_note: ["منطقة واسعة: تدل الحلقة على وسطها، لا على موقع بعينه.",
      "A wide area: the ring stands at its middle, not at a location."],
    approximate: ["موقع تقريبي", "Approximate"],
    approximate_note: ["موقع تقريبي: المقصود داخل الدائرة المتقطعة، على بعد {kilometers} كم من وسطها على الأكثر.",
      "An approximate location: what is meant is somewhere in the dashed circle, at most {kilometers} km from its middle."],
    coordinates: ["الإحداثيات", "Coordinates"],
    identifier: ["المعرّف", "Identifier"],
    other_name: ["بالإنجليزية", "In Arabic"],
    confidence: ["الثقة {percent}٪", "confidence {percent}%"],
    open_sentence: ["افتح المقال عند هذه الجملة", "Open the article at this sentence"],
    source_link: ["المقال في موقعه", "The article at its source"],
    mention_hint: ["{kind}: {name}", "{kind}: {name}"],
    fit: ["أظهر كل الأماكن", "Show all places"],
    zoom_in: ["تكبير", "Zoom in"],
    zoom_out: ["تصغير", "Zoom out"],
    legend: ["مفتاح الخريطة", "Legend"],
    legend_point: ["موقع محدد؛ مساحة الدائرة بعدد الإشارات", "A location; the circle's area counts its mentions"],
    legend_area: ["بلد أو منطقة واسعة؛ الحلقة في وسطها وليست موقعًا",
      "A country or wide area; the ring is at its middle, not a location"],
    legend_approximate: ["موقع تقريبي؛ اختره لترى إلى أين قد يمتد", "An approximate location; select it to see how far it may reach"],
    wrong: ["خطأ؟", "wrong?"],
    wrong_hint: ["خطأ؟ صحّح هذه الإشارة: {name}", "wrong? Correct this mention: {name}"],
    right_is: ["ما الصواب في «{name}»؟", "What is right for «{name}»?"],
    not_a_place: ["ليس مكانا", "Not a place"],
    own_point: ["مكان آخر بإحداثياته", "Another place, by its coordinates"],
    point_name: ["اسم المكان", "Name of the place"],
    point_coordinates: ["خط العرض ثم خط الطول، مثل {example}", "Latitude, then longitude, as in {example}"],
    bad_coordinates: ["اكتب خط العرض ثم خط الطول بالدرجات، مثل {example}",
      "Write the latitude and then the longitude in degrees, as in {example}"],
    no_choice: ["اختر ما هو الصواب", "Choose what is right"],
    as_kind: ["نوع آخر: {kind}", "Another kind: {kind}"],
    scope: ["يسري على", "Applies to"],
    scope_mention: ["هذه الإشارة", "this mention"],
    scope_article: ["الاسم في هذا المقال", "the name in this article"],
    scope_corpus: ["الاسم في كل المقالات", "the name in all articles"],
    note: ["ملاحظة (اختيارية)", "Note (optional)"],
    mark: ["علِّم", "Mark"],
    cancel: ["ألغِ", "Cancel"],
    marked: ["صُحِّح: {what}", "marked: {what}"],
    corrections: ["التصحيحات", "Corrections"],
    corrections_hint: ["لا تتغير هذه الخريطة. نزّل الملف وضعه بجانب المقالات، أو مرره بالخيار {option}، ثم شغّل geomap من جديد.",
      "This map stays as it is. Download the file, lay it beside the articles or pass it with {option}, and run geomap again."],
    download: ["نزّل الملف", "Download the file"],
    undo: ["تراجع", "Undo"],
    undo_hint: ["تراجع عن تصحيح: {name}", "Undo the correction: {name}"],
  };
  let column = 0;

  const language = () => (column ? "en" : "ar");

  // Values take the place of {name} in one pass, so a value is never searched for further names.
  function text(key, values = {}) {
    return WORDS[key][column].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  // For what must be said before a language is known.
  const inBoth = (key) => WORDS[key].join(" ");

  function use(chosen) {
    column = chosen === "en" ? 1 : 0;
    document.documentElement.lang = language();
    document.documentElement.dir = column ? "ltr" : "rtl";
    document.title = text("title");
  }

  const figures = new Intl.NumberFormat("en");
  const number = (value) => figures.format(value);

  return { text, inBoth, use, language, number };
})();
