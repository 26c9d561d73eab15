"""Hypothesis strategies: texts such as articles hold, and worse."""

from hypothesis import strategies as st

from geomap.records import Article

INVISIBLE = (
    "\N{ARABIC LETTER MARK}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT OVERRIDE}\N{POP DIRECTIONAL FORMATTING}\N{WORD JOINER}"
    "\N{RIGHT-TO-LEFT ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""Characters that only steer how text is laid out."""

MARKS = "\N{ARABIC TATWEEL}\N{ARABIC FATHA}\N{ARABIC SHADDA}\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}"

_LETTERS = "ابتجدرسعفقكلمنهويأإآٱءؤئىةکیپچژگ"
_LIGATURES = "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}\N{ARABIC LIGATURE ALLAH ISOLATED FORM}"
_OTHERS = 'aZé7٣۴_-.،؛؟!…:"«»()ـ#/\N{FISHING POLE AND FISH}\N{MUSICAL SYMBOL G CLEF}'
_SPACES = " \t\n\r\N{NO-BREAK SPACE}\N{LINE SEPARATOR}\N{NEXT LINE}"

_NAMES = """
    ليبيا طرابلس سرت تونس الجزائر والجزائر للجزائر بلبنان الليبية اللبنانيون تونسوالجزائر مدينة في إلى عمان مصر
""".split()

arabic_texts = st.lists(
    st.one_of(
        st.sampled_from(_NAMES),
        st.text(st.sampled_from(_LETTERS + _LIGATURES + MARKS + INVISIBLE), max_size=8),
        st.text(st.sampled_from(_OTHERS + _SPACES), max_size=3),
        st.just(" "),
    ),
    max_size=30,
).map("".join)
"""Words and names of places in all spellings, with marks, controls, punctuation and line breaks between them."""

any_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
"""Whatever a file in UTF-8 may hold."""

texts = arabic_texts | any_texts

articles = texts.map(lambda text: Article(id="a", text=text))

unpunctuated_texts = st.lists(st.integers(1, 999), min_size=1, max_size=12).map(
    lambda lengths: " ".join("ب" * length for length in lengths)
)
"""Words, most too long to be any, with one space between them and nowhere a full stop."""
