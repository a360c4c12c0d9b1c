"""The addresses of the archive's pages."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from documents.archive.dumping import SCHEMA

from .views import api, case, health, home, waiting
from .views.about import completeness
from .views.about import page as about
from .views.browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES
from .views.data import page as data
from .views.dates import calendar, sessions, today
from .views.document.citing.metadata import FORMATS
from .views.document.citing.pages import citation, cite_page
from .views.document.page import document_page
from .views.document.related import related_page
from .views.document.sources import document_source
from .views.document.versions import version_page, versions_page
from .views.export.formats import FORMATS as EXPORTS
from .views.export.pages import View, export_of, search_export, year_export
from .views.feeds import subjects as feeds
from .views.figures.cases import cases
from .views.figures.comparing import comparing
from .views.figures.crossing import crossing
from .views.figures.overview import overview
from .views.figures.subjects import subjects as figures_of_subjects
from .views.figures.waiting import waiting as figures_of_waiting
from .views.figures.years import years
from .views.machines import addresses as machines
from .views.machines import sitemaps
from .views.people import groups, lists, printed
from .views.people.person import person
from .views.search.advanced import advanced_page
from .views.search.help import help_page
from .views.search.page import search_page
from .views.search.suggestions import suggestions
from .views.subjects import lists as subjects
from .views.subjects.page import topic


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


class DayConverter(MonthConverter):
    """1 to 31; two digits in a link."""

    regex = "0?[1-9]|[12][0-9]|3[01]"


class SessionYearConverter:
    """'2004-2005'."""

    regex = "[12][0-9]{3}-[12][0-9]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CitationConverter(StringConverter):
    """The end of the name of a file with a citation."""

    regex = "|".join(FORMATS)


class ExportConverter(StringConverter):
    """The end of the name of a file with a list."""

    regex = "|".join(EXPORTS)


register_converter(YearConverter, "jjjj")
register_converter(CitationConverter, "citaat")
register_converter(ExportConverter, "bestand")


def listed(route: str, view: View, name: str) -> list[URLPattern]:
    """The addresses of the pages of a list, and of all of it as a file."""
    file = path(f"{route}export.<bestand:ending>", export_of(view), name=f"{name}_export")
    return [path(route, view, name=name), file]


register_converter(MonthConverter, "mm")
register_converter(DayConverter, "dd")
register_converter(SessionYearConverter, "vergaderjaar")

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

#: pages of figures, each with its numbers as CSV
_FIGURES = [
    one
    for at, view, name in (
        ("jaren", years, "figures_years"),
        ("antwoordtijd", figures_of_waiting, "figures_waiting"),
        ("wie-vraagt-wie", crossing, "figures_who"),
        ("onderwerpen", figures_of_subjects, "figures_subjects"),
        ("vergelijken", comparing, "figures_compare"),
    )
    for one in (
        path(f"cijfers/{at}/", view, name=name),
        path(f"cijfers/{at}.csv", view, {"as_csv": True}, name=f"{name}_csv"),
    )
]

#: feeds, data, and what crawlers and browsers ask for
_FOR_PROGRAMS = [
    path("atom/", feeds.everything, name="feed"),
    path("zoeken/atom/", feeds.search_feed, name="search_feed"),
    path("personen/<slug:slug>/atom/", feeds.person, name="person_feed"),
    path("ministeries/<slug:slug>/atom/", feeds.ministry, name="ministry_feed"),
    path("fracties/<slug:slug>/atom/", feeds.party, name="party_feed"),
    path("onderwerpen/<slug:slug>/atom/", feeds.topic, name="topic_feed"),
    path("data/", data.data_page, name="data"),
    path(f"data/{SCHEMA}", data.schema, name="data_schema"),
    path("data/bestanden/<str:name>", data.data_file, name="data_file"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("zoeken/suggesties/browser/", machines.suggestions, name="opensearch_suggestions"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemaps"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
]

urlpatterns = [
    *_UNRESOLVED,
    *_FOR_PROGRAMS,
    path("cijfers/", overview, name="figures"),
    *_FIGURES,
    *listed("cijfers/zaken/", cases, "figures_cases"),
    path("", home.home, name="home"),
    path("over/", about.about, name="about"),
    path("volledigheid/", completeness.page, name="completeness"),
    path("over/toegankelijkheid/", about.accessibility, name="accessibility"),
    path("zoeken/", search_page, name="search"),
    path("zoeken/export.<bestand:ending>", search_export, name="search_export"),
    path("zoeken/suggesties/", suggestions, name="suggestions"),
    path("zoeken/hulp/", help_page, name="search_help"),
    path("zoeken/uitgebreid/", advanced_page, name="search_advanced"),
    path("documenten/<slug:identifier>/", document_page, name="document"),
    path("documenten/<slug:identifier>/verwant/", related_page, name="document_related"),
    path("documenten/<slug:identifier>/bron/", document_source, name="document_source"),
    path("documenten/<slug:identifier>/json/", api.document_json, name="document_json"),
    path("documenten/<slug:identifier>/citeer/", cite_page, name="document_cite"),
    path("documenten/<slug:identifier>/citeer.<citaat:ending>", citation, name="document_citation"),
    path("documenten/<slug:identifier>/versies/", versions_page, name="document_versions"),
    path(
        "documenten/<slug:identifier>/versies/<int:number>/", version_page, name="document_version"
    ),
    *listed("zaken/open/", waiting.unanswered, "cases_open"),
    *listed("zaken/te-laat/", waiting.late, "cases_late"),
    path("zaken/<slug:slug>/", case.case_page, name="case"),
    *listed("personen/<slug:slug>/", person, "person"),
    path("bewindspersonen/", lists.ministers, name="ministers"),
    *listed("bewindspersonen/<slug:slug>/", printed.minister, "minister"),
    path("ministeries/", lists.ministries, name="ministries"),
    *listed("ministeries/<slug:slug>/", groups.ministry, "ministry"),
    path("kamerleden/", lists.members, name="members"),
    *listed("kamerleden/<slug:slug>/", printed.member, "member"),
    path("fracties/", lists.parties, name="parties"),
    *listed("fracties/<slug:slug>/", groups.party, "party"),
    path("onderwerpen/", subjects.topics, name="topics"),
    *listed("onderwerpen/<slug:slug>/", topic, "topic"),
    path("datum/", calendar.dates, name="dates"),
    *listed("datum/onbekend/", calendar.undated, "undated"),
    path("datum/<jjjj:year>/", calendar.year, name="year"),
    path("datum/<jjjj:year>/export.<bestand:ending>", year_export, name="year_export"),
    *listed("datum/<jjjj:year>/<mm:month>/", calendar.month, "month"),
    *listed("datum/<jjjj:year>/<mm:month>/<dd:day>/", calendar.day, "day"),
    path("vandaag/", today.today, name="today"),
    path("vergaderjaren/", sessions.sessions, name="sessions"),
    *listed("vergaderjaren/<vergaderjaar:year>/", sessions.session, "session"),
    path("gezond/", health.health, name="health"),
    path("gezond/leeft/", health.alive, name="health_alive"),
    path("gezond/bronnen/", health.official, name="health_sources"),
]
