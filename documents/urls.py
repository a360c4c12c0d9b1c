"""The addresses of the archive's pages."""

from django.urls import path, register_converter

from .views import api, calendar, case, health, home
from .views.browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES
from .views.document.page import document_page
from .views.document.related import related_page
from .views.document.sources import document_source
from .views.document.versions import version_page, versions_page
from .views.people import groups, lists, printed
from .views.people.person import person
from .views.search.advanced import advanced_page
from .views.search.help import help_page
from .views.search.page import search_page
from .views.search.suggestions import suggestions


class YearConverter:
    """Four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class MonthConverter(YearConverter):
    """1 to 12; two digits in a link."""

    regex = "0?[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


register_converter(YearConverter, "jjjj")
register_converter(MonthConverter, "mm")

#: before the pages of each kind, whose addresses begin alike
_UNRESOLVED = [
    path(f"{at}/niet-herleid/", lists.unresolved, {"way": way}, name=f"{way.url_name}_unresolved")
    for at, way in (
        ("bewindspersonen", MINISTERS),
        ("ministeries", MINISTRIES),
        ("kamerleden", MEMBERS),
        ("fracties", PARTIES),
    )
]

urlpatterns = [
    *_UNRESOLVED,
    path("", home.home, name="home"),
    path("zoeken/", search_page, name="search"),
    path("zoeken/suggesties/", suggestions, name="suggestions"),
    path("zoeken/hulp/", help_page, name="search_help"),
    path("zoeken/uitgebreid/", advanced_page, name="search_advanced"),
    path("documenten/<slug:identifier>/", document_page, name="document"),
    path("documenten/<slug:identifier>/verwant/", related_page, name="document_related"),
    path("documenten/<slug:identifier>/bron/", document_source, name="document_source"),
    path("documenten/<slug:identifier>/json/", api.document_json, name="document_json"),
    path("documenten/<slug:identifier>/versies/", versions_page, name="document_versions"),
    path(
        "documenten/<slug:identifier>/versies/<int:number>/", version_page, name="document_version"
    ),
    path("zaken/<slug:slug>/", case.case_page, name="case"),
    path("personen/<slug:slug>/", person, name="person"),
    path("bewindspersonen/", lists.ministers, name="ministers"),
    path("bewindspersonen/<slug:slug>/", printed.minister, name="minister"),
    path("ministeries/", lists.ministries, name="ministries"),
    path("ministeries/<slug:slug>/", groups.ministry, name="ministry"),
    path("kamerleden/", lists.members, name="members"),
    path("kamerleden/<slug:slug>/", printed.member, name="member"),
    path("fracties/", lists.parties, name="parties"),
    path("fracties/<slug:slug>/", groups.party, name="party"),
    path("datum/", calendar.dates, name="dates"),
    path("datum/<jjjj:year>/", calendar.year, name="year"),
    path("datum/<jjjj:year>/<mm:month>/", calendar.month, name="month"),
    path("gezond/", health.health, name="health"),
]
