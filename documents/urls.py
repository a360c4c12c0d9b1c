"""The addresses of the archive's pages."""

from django.urls import path, register_converter

from documents.archive.dumping import SCHEMA

from .views import api, calendar, case, health, home
from .views.browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES
from .views.data import page as data
from .views.document.page import document_page
from .views.document.sources import document_source
from .views.document.versions import version_page, versions_page
from .views.feeds import subjects as feeds
from .views.machines import addresses as machines
from .views.machines import sitemaps
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
    path("zoeken/atom/", feeds.search_feed, name="search_feed"),
    path(
        "zoeken/suggesties/browser/",
        machines.opensearch_suggestions,
        name="opensearch_suggestions",
    ),
    path("zoeken/hulp/", help_page, name="search_help"),
    path("zoeken/uitgebreid/", advanced_page, name="search_advanced"),
    path("documenten/<slug:identifier>/", document_page, name="document"),
    path("documenten/<slug:identifier>/bron/", document_source, name="document_source"),
    path("documenten/<slug:identifier>/json/", api.document_json, name="document_json"),
    path("documenten/<slug:identifier>/versies/", versions_page, name="document_versions"),
    path(
        "documenten/<slug:identifier>/versies/<int:number>/", version_page, name="document_version"
    ),
    path("atom/", feeds.everything, name="feed"),
    path("zaken/<slug:slug>/", case.case_page, name="case"),
    path("personen/<slug:slug>/", person, name="person"),
    path("personen/<slug:slug>/atom/", feeds.person, name="person_feed"),
    path("bewindspersonen/", lists.ministers, name="ministers"),
    path("bewindspersonen/<slug:slug>/", printed.minister, name="minister"),
    path("ministeries/", lists.ministries, name="ministries"),
    path("ministeries/<slug:slug>/", groups.ministry, name="ministry"),
    path("ministeries/<slug:slug>/atom/", feeds.ministry, name="ministry_feed"),
    path("kamerleden/", lists.members, name="members"),
    path("kamerleden/<slug:slug>/", printed.member, name="member"),
    path("fracties/", lists.parties, name="parties"),
    path("fracties/<slug:slug>/", groups.party, name="party"),
    path("fracties/<slug:slug>/atom/", feeds.party, name="party_feed"),
    path("datum/", calendar.dates, name="dates"),
    path("datum/<jjjj:year>/", calendar.year, name="year"),
    path("datum/<jjjj:year>/<mm:month>/", calendar.month, name="month"),
    path("data/", data.data_page, name="data"),
    path(f"data/{SCHEMA}", data.schema, name="data_schema"),
    path("data/bestanden/<str:name>", data.data_file, name="data_file"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    path("gezond/", health.health, name="health"),
]
