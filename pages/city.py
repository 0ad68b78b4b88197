"""City: one place in full: where it stands, how it has moved, what it carries out, and what cannot be said of it."""

from pages.parts import cached, frame, own_account, profile, sections, selection
from pages.parts import profile_takeaways as said
from pages.parts.sections import section

COMPARED_COLUMNS = ("indicator", "value", "against", "other_value", "verdict", "reasons", "link")
RANK_COLUMNS = ("indicator", "value", "status", "scope", "rank", "tier", "left_out", "link")
CUT_COLUMNS = ("indicator", "change", "cut", "ratio", "status", "period", "note", "link")
CHANGE_COLUMNS = ("indicator", "earlier", "value", "moved", "change_reasons", "status", "period", "link")
AIM_COLUMNS = ("indicator", "target", "value", "attained", "scope", "period", "link", "note")
FUNNEL_COLUMNS = ("funnel", "scope", "total", "done", "pending", "rate", "full_rate", "done_means", "link")
SCORE_COLUMNS = ("composite", "score", "coverage", "withheld", "left_out", "link")
ALONE_COLUMNS = ("measure", "topic", "measure_status", "year", "what", "locator")
LACKING_COLUMNS = ("measure", "topic", "place", "measure_status", "year", "what", "source")
PROBLEM_COLUMNS = ("problem_named", "topic", "source", "locator")
TOPIC_COLUMNS = ("topic", "figures", "coverage", "blanks")

view = frame.open_page("city")
places = cached.reporting_places(view.snapshot, view.language)
first = own_account.first_place(view.snapshot)
place = selection.one("place", view.text("select.place"), places, first)
asked = (view.snapshot, place)
sections.about(place, view)

compared = profile.compared(*asked)
section("city.strengths", said.strengths(compared, view), compared, view, COMPARED_COLUMNS)
ranking = profile.ranking(*asked)
section("city.among_peers", said.peers(ranking, view), ranking, view, RANK_COLUMNS)
sections.strips(place, view)

sections.cuts(place, CUT_COLUMNS, view)
changed = profile.changed(*asked)
section("city.changes", said.changes(changed, view), changed, view, CHANGE_COLUMNS)
aims = profile.aims(*asked)
section("city.aims", said.aims(aims, view), aims, view, AIM_COLUMNS)
sections.funnels(place, FUNNEL_COLUMNS, view)
scores = profile.scores(*asked)
section("city.scores", said.scores(scores, view), scores, view, SCORE_COLUMNS)

carried_out = own_account.headline(*asked)["measures"]
alone, lacking = own_account.measures_alone(*asked), own_account.measures_lacking(*asked)
section("city.measures_alone", said.measures_alone(alone, carried_out, view), alone, view, ALONE_COLUMNS)
section(
    "city.measures_lacking", said.measures_lacking(lacking, carried_out, view), lacking, view, LACKING_COLUMNS
)
problems = own_account.problems(*asked)
section("city.problems_named", said.problems(problems, view), problems, view, PROBLEM_COLUMNS)
by_topic = own_account.by_topic(*asked)
section("city.by_topic", said.by_topic(by_topic, view), by_topic, view, TOPIC_COLUMNS)
sections.documents(place, view)
