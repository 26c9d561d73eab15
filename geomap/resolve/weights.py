"""All weights of resolution, in log-odds: what each kind of evidence adds to a candidate's score.

Set by hand on the scale of the priors (geomap/match.py), whose span from a hamlet (-0.5) to a country (5.0) is 5.5:
what is stated beside a name outweighs every prior, what the rest of the article says decides between namesakes of like
prior.
docs/resolution.md has, for each, what is lost without it.
"""

# Stated beside the mention
TYPE_FITS = 1.0
"""A type that fits says little, for most namesakes fit it; one that does not rules the place out: حي الرياض is a
quarter that the gazetteer lacks."""
DIVISION_FITS = 2.5
"""The noun takes off what the bare name costs a division, as it means its seat."""
STATE_FITS = 3.0
"""A country, where what states have is spoken of: سفير عمان لدى الأردن, الحدود مع النيجر."""
TYPE_BESIDE_FITTING = -3.0
"""A city of a million (3.1) against the province named after it (1.0): ولاية is the province. Where the gazetteer has
no such province, the city stands for it."""
TYPE_MAY_BE = -2.0
"""A city where another country has a province of the name and type; a small settlement for a quarter."""
FULL_NAME = 3.5
"""It is listed under the noun and the name, which takes off what the bare name costs it, and fits."""
TYPE_DIFFERS = -6.0
OF_NAMESAKE = -3.0
"""What the noun heads is often called after a place elsewhere: محطة برشلونة in Tunis, ملعب اليرموك in Gaza. The article
must speak of the place's country. Of 47 pins in training/annotations that this takes off, 36 were wrong."""
COUNTRY_STATED = 4.0
"""Its country, by an adjective or as what it lies in; another country by an adjective counts as much against it."""
OF_ONE_COUNTRY = -2.0
"""A region that several countries share, where an adjective tells of one: البنجاب الهندي is India's part."""
WITHIN = 3.0
"""It lies in the division, town or region that is stated as its container."""
ELSEWHERE = -4.0
"""It does not, though the words before it call it a quarter, town or village of there."""
NEAR_STATED = 2.5
"""It lies near the place that is stated as near."""
NOT_NEAR = -3.0
"""It lies far from the place that is stated as near: سانتياغو شرقي كوبا is not Chile's."""
AS_PLACE = 1.0
"""A capital that shares its name with a country, in which somebody is or to which somebody goes: half of the names that
follow في, ب and إلى are the capital's, of the others one in thirty."""
BY_VEHICLE = 2.0
"""The same, where a plane, train or ship comes from or goes to it: these leave from towns."""
WITH_EMBASSY = 3.0
"""A capital, where an embassy or ambassador is: السفارة في الرياض. Nine of ten such places are capitals."""
OF_LANDS = 1.5
"""A division, where what is spoken of is found in a wide area: the harvest or the forests of حلب."""
OF_BODIES = 3.0
"""A division, before whose name stands a body that each division has: مديرية أمن الجيزة."""
OF_TOWNS = -1.5
"""A division, where what is spoken of is a town's: the streets of حلب."""
DIVISION_SPOKEN_OF = 0.8
"""A division, where the article refers to some division: المحافظة."""
TOWNS_FOLLOW = 0.9
"""A division of which the sentence goes on to name a town, or two: fires in اللاذقية, above all in كسب."""
DISTRICTS_FOLLOW = 1.5
"""The same of a district: mines in الحديدة, in مديريتي الدريهمي وحيس."""
UNCERTAIN = 0.5
"""Share of the above where the container may as well be the next of a list: درنة، ليبيا."""
CONTAINS = 2.5
"""Something that is stated to lie in it does."""
PASSED_ON = 0.5
"""Share of what is stated at one occurrence of a name that counts at the others, which state nothing."""

OF_ANOTHER = -8.0
"""It lies where the sentence, naming another place likewise, states that one to be: قرطبة before قرطبة في الأرجنتين. As
much as a stated country counts, and as the same country again in the sentence."""

# Lists of names
SIBLING_COUNTRY = 1.0
"""All other names of the list lie in its country."""
SIBLINGS_ELSEWHERE = -2.0
"""All other names of the list, two at least, are places within one country, and it lies in another: العيون after حيدرة
and تالة is a Tunisian village that the gazetteer lacks."""
SIBLING_LEVEL = 2.0
"""All other names of the list are of its level, countries or none: تونس between سوسة and صفاقس is the city. More than
a country's prior over its capital's, 1.6, but not by enough for a list of one."""

# The rest of the article
AMONG_TOWNS = 1.5
"""A capital that shares its name with a country, where all else that is named are towns of the country: from abroad one
speaks of the country, at home of the capital."""
SENTENCE_COUNTRY = 2.5
"""All countries of the mention's sentence and its neighbors are the candidate's."""
ARTICLE_COUNTRY = 1.5
"""The same for the whole article."""
COUNTRY_ABSENT = -2.5
"""The article speaks of countries, and the candidate's is none of them."""
COUNTRY_ITSELF_ABSENT = -1.5
"""A country of which nothing else in the article tells, but of another candidate's: جورجيا among places of the USA."""
ABSENT_BUT_CAPITAL = 0.5
"""Share of it that counts against a capital, which is spoken of abroad."""
ABSENT_BUT_ONLY = 0.5
"""Share of it that counts against a place of which the gazetteer knows no namesake."""
ABSENT_BUT_FOR_PEOPLE = 0.5
"""Share of it that counts where only adjectives name countries: قوات إسرائيلية are not in Israel."""
ABSENT_BUT_NEAR = 0.5
"""Least share of it that counts the nearer the candidate lies to a country that is named: with Panama, San José is that
of Costa Rica."""
COUNTRY_ABSENT_AND_DOUBTFUL = -4.0
"""And the name may be no place's, or a hospital's elsewhere: مشهد without Iran is a scene."""
SENTENCE_DIVISION = 1.5
"""All places of the mention's sentence whose division is known lie in the candidate's."""
ARTICLE_DIVISION = 0.5
NEARNESS = 4.0
"""At the very place of another that is sure; none at 300 km."""
FAR = -5.0
"""A quarter, hospital or street of which the article has no place within 300 km, though it has others."""
DATELINE = 2.5
"""It is a town, and the article was sent from it: enough for a capital against its country."""
BACKGROUND = 1.5
"""The dateline, title, source, or words that are no mentions, name its country and no other."""

# For none of them
NONE_FITS = 0.0
"""The place is one that the gazetteer lacks: a village without population needs support to be chosen."""
