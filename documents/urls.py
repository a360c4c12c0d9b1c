"""The addresses of the archive's pages."""

from django.urls import path, register_converter

from .views import api, case, health, home, waiting
from .views.about import page as about
from .views.browse import MEMBERS, MINISTERS, MINISTRIES, PARTIES
from .views.dates import calendar, sessions, today
from .views.document.page import document_page
from .views.document.sources import document_source
from .views.document.versions import version_page, versions_page
from .views.figures.cases import cases
from .views.figures.comparing import comparing
from .views.figures.crossing import crossing
from .views.figures.overview import overview
from .views.figures.subjects import subjects
from .views.figures.waiting import waiting
from .views.figures.years import years
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


register_converter(YearConverter, "jjjj")
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
        ("antwoordtijd", waiting, "figures_waiting"),
        ("wie-vraagt-wie", crossing, "figures_who"),
        ("onderwerpen", subjects, "figures_subjects"),
        ("vergelijken", comparing, "figures_compare"),
    )
    for one in (
        path(f"cijfers/{at}/", view, name=name),
        path(f"cijfers/{at}.csv", view, {"as_csv": True}, name=f"{name}_csv"),
    )
]

urlpatterns = [
    *_UNRESOLVED,
    path("cijfers/", overview, name="figures"),
    *_FIGURES,
    path("cijfers/zaken/", cases, name="figures_cases"),
    path("", home.home, name="home"),
    path("over/", about.about, name="about"),
    path("over/toegankelijkheid/", about.accessibility, name="accessibility"),
    path("zoeken/", search_page, name="search"),
    path("zoeken/suggesties/", suggestions, name="suggestions"),
    path("zoeken/hulp/", help_page, name="search_help"),
    path("zoeken/uitgebreid/", advanced_page, name="search_advanced"),
    path("documenten/<slug:identifier>/", document_page, name="document"),
    path("documenten/<slug:identifier>/bron/", document_source, name="document_source"),
    path("documenten/<slug:identifier>/json/", api.document_json, name="document_json"),
    path("documenten/<slug:identifier>/versies/", versions_page, name="document_versions"),
    path(
        "documenten/<slug:identifier>/versies/<int:number>/", version_page, name="document_version"
    ),
    path("zaken/open/", waiting.unanswered, name="cases_open"),
    path("zaken/te-laat/", waiting.late, name="cases_late"),
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
    path("onderwerpen/", subjects.topics, name="topics"),
    path("onderwerpen/<slug:slug>/", topic, name="topic"),
    path("datum/", calendar.dates, name="dates"),
    path("datum/onbekend/", calendar.undated, name="undated"),
    path("datum/<jjjj:year>/", calendar.year, name="year"),
    path("datum/<jjjj:year>/<mm:month>/", calendar.month, name="month"),
    path("datum/<jjjj:year>/<mm:month>/<dd:day>/", calendar.day, name="day"),
    path("vandaag/", today.today, name="today"),
    path("vergaderjaren/", sessions.sessions, name="sessions"),
    path("vergaderjaren/<vergaderjaar:year>/", sessions.session, name="session"),
    path("gezond/", health.health, name="health"),
]
