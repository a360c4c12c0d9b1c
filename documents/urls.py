"""The addresses of the archive's pages."""

from django.urls import path, register_converter

from .views import api, browse, calendar, case, health, home, people
from .views.document.page import document_page
from .views.document.sources import document_source
from .views.document.versions import version_page, versions_page
from .views.search.advanced import advanced_page
from .views.search.help import help_page
from .views.search.page import search_page


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

urlpatterns = [
    path("", home.home, name="home"),
    path("zoeken/", search_page, name="search"),
    path("zoeken/hulp/", help_page, name="search_help"),
    path("zoeken/uitgebreid/", advanced_page, name="search_advanced"),
    path("documenten/<slug:identifier>/", document_page, name="document"),
    path("documenten/<slug:identifier>/bron/", document_source, name="document_source"),
    path("documenten/<slug:identifier>/json/", api.document_json, name="document_json"),
    path("documenten/<slug:identifier>/versies/", versions_page, name="document_versions"),
    path(
        "documenten/<slug:identifier>/versies/<int:number>/", version_page, name="document_version"
    ),
    path("zaken/<slug:slug>/", case.case_page, name="case"),
    path("bewindspersonen/", browse.ministers, name="ministers"),
    path("bewindspersonen/<slug:slug>/", browse.minister, name="minister"),
    path("ministeries/", browse.ministries, name="ministries"),
    path("ministeries/<slug:slug>/", browse.ministry, name="ministry"),
    path("personen/<slug:slug>/", people.person, name="person"),
    path("kamerleden/", browse.members, name="members"),
    path("kamerleden/<slug:slug>/", browse.member, name="member"),
    path("fracties/", browse.parties, name="parties"),
    path("fracties/<slug:slug>/", browse.party, name="party"),
    path("datum/", calendar.dates, name="dates"),
    path("datum/<jjjj:year>/", calendar.year, name="year"),
    path("datum/<jjjj:year>/<mm:month>/", calendar.month, name="month"),
    path("gezond/", health.health, name="health"),
]
