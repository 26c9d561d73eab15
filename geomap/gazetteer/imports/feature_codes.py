"""Which feature class and code of GeoNames the tags of OpenStreetMap and the placetypes of Who's On First stand for."""

from collections.abc import Mapping

Feature = tuple[str, str]
"""Feature class and code of GeoNames."""

# The first row whose tags an element has decides, so that what is told by two tags stands above what is told by one.
_OSM = """
place=city capital=yes             P PPLC
place=town capital=yes             P PPLC
place=city                         P PPL
place=town                         P PPL
place=village                      P PPL
place=hamlet                       P PPL
place=isolated_dwelling            P PPL
place=suburb                       P PPLX
place=borough                      P PPLX
place=quarter                      P PPLX
place=neighbourhood                P PPLX
place=continent                    L CONT
place=country                      A PCLI
place=state                        A ADM1
place=province                     A ADM1
place=region                       L RGN
place=county                       A ADM2
place=district                     A ADM2
place=municipality                 A ADM3
place=island                       T ISL
place=islet                        T ISL
place=archipelago                  T ISLS
place=ocean                        H OCN
place=sea                          H SEA
place=square                       S SQR
place=locality                     L LCTY
boundary=administrative admin_level=2 A PCLI
boundary=administrative admin_level=3 A ADM1
boundary=administrative admin_level=4 A ADM1
boundary=administrative admin_level=5 A ADM2
boundary=administrative admin_level=6 A ADM2
boundary=administrative admin_level=7 A ADM3
boundary=administrative admin_level=8 A ADM3
aeroway=aerodrome military=airfield S AIRB
aeroway=aerodrome landuse=military S AIRB
aeroway=aerodrome                  S AIRP
military=airfield                  S AIRB
military=naval_base                L NVB
military=base                      L MILB
military=barracks                  L MILB
landuse=military                   L MILB
barrier=border_control             S PSTB
amenity=refugee_site               S CMPRF
amenity=hospital                   S HSP
amenity=clinic                     S HSPC
amenity=university                 S UNIV
amenity=college                    S SCHC
amenity=school                     S SCH
amenity=prison                     S PRN
amenity=courthouse                 S CTHSE
amenity=police                     S PP
amenity=bus_station                S BUSTN
amenity=marketplace                S MKT
amenity=library                    S LIBR
amenity=theatre                    S THTR
amenity=ferry_terminal             S FY
amenity=embassy                    S DIPL
office=diplomatic                  S DIPL
amenity=place_of_worship religion=muslim S MSQE
amenity=place_of_worship religion=christian S CH
amenity=place_of_worship religion=jewish S SYG
amenity=monastery                  S MSTY
natural=peak                       T PK
natural=volcano                    T VLC
natural=mountain_range             T MTS
natural=ridge                      T RDGE
natural=hill                       T HLL
natural=plateau                    T PLAT
natural=valley                     T VAL
natural=saddle                     T PASS
natural=desert                     T DSRT
natural=dune                       T DUNE
natural=cape                       T CAPE
natural=peninsula                  T PEN
natural=isthmus                    T ISTH
natural=beach                      T BCH
natural=cave_entrance              S CAVE
natural=oasis                      L OAS
natural=bay                        H BAY
natural=gulf                       H GULF
natural=strait                     H STRT
natural=reef                       H RF
natural=spring                     H SPNG
natural=wetland                    H MRSH
natural=water water=reservoir      H RSV
natural=water water=lagoon         H LGN
natural=water water=river          H STM
natural=water water=oxbow          H LK
natural=water water=lake           H LK
natural=water                      H LK
landuse=reservoir                  H RSV
waterway=river                     H STM
waterway=stream                    H STM
waterway=wadi                      H WAD
waterway=canal                     H CNL
waterway=dam                       S DAM
waterway=waterfall                 H FLLS
man_made=bridge                    S BDG
man_made=lighthouse                S LTHSE
man_made=petroleum_well            S OILW
man_made=works industrial=refinery S OILR
industrial=refinery                S OILR
industrial=oil                     L OILF
industrial=gas                     L GASF
industrial=port                    L PRT
landuse=port                       L PRT
landuse=harbour                    H HBR
harbour=yes                        H HBR
power=plant                        S PS
railway=station station=subway     S MTRO
railway=station                    S RSTN
railway=halt                       S RSTP
tourism=museum                     S MUS
historic=castle                    S CSTL
historic=fort                      S FT
historic=ruins                     S RUIN
historic=archaeological_site       S ANS
historic=monument                  S MNMT
historic=memorial                  S MNMT
historic=tomb                      S TMB
leisure=stadium                    S STDM
leisure=park                       L PRK
boundary=national_park             L RESN
leisure=nature_reserve             L RESN
building=mosque                    S MSQE
building=church                    S CH
building=palace                    S PAL
highway=motorway                   R RD
highway=trunk                      R RD
highway=primary                    R RD
highway=secondary                  R RD
highway=tertiary                   R RD
highway=unclassified               R RD
highway=residential                R ST
highway=pedestrian                 R ST
highway=living_street              R ST
"""

_WHOSONFIRST = """
continent     L CONT
ocean         H OCN
marinearea    H SEA
country       A PCLI
dependency    A PCLD
macroregion   L RGN
region        A ADM1
macrocounty   A ADM2
county        A ADM2
localadmin    A ADM3
locality      P PPL
borough       P PPLX
macrohood     P PPLX
neighbourhood P PPLX
microhood     P PPLX
"""


def _rows(table: str) -> tuple[tuple[tuple[str, ...], Feature], ...]:
    rows = (line.split() for line in table.strip().splitlines())
    return tuple((tuple(row[:-2]), (row[-2], row[-1])) for row in rows)


_OSM_ROWS = _rows(_OSM)
_WHOSONFIRST_FEATURES = {names[0]: feature for names, feature in _rows(_WHOSONFIRST)}


def feature_of_tags(tags: Mapping[str, str]) -> Feature | None:
    """Return what OpenStreetMap's tags of an element stand for, or None for what has no row here."""
    pairs = {f"{name}={value}" for name, value in tags.items()}
    return next((feature for needed, feature in _OSM_ROWS if pairs.issuperset(needed)), None)


def feature_of_placetype(placetype: str) -> Feature | None:
    """Return what a placetype of Who's On First stands for, or None for what has no row here."""
    return _WHOSONFIRST_FEATURES.get(placetype)
