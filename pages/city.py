"""City: one place in full: where it stands, how it has moved, what it carries out, and what cannot be said of it."""

from exports import profile_takeaways as said
from findings import own_account, profile
from pages.parts import briefs, cached, frame, sections, selection
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
briefs.offer((place,), view)

compared = profile.compared(*asked)
bare = [section("city.strengths", said.strengths(compared, view), compared, view, COMPARED_COLUMNS)]
ranking = profile.ranking(*asked)
bare += [section("city.among_peers", said.peers(ranking, view), ranking, view, RANK_COLUMNS)]
sections.strips(place, view)

bare += [sections.cuts(place, CUT_COLUMNS, view)]
changed = profile.changed(*asked)
bare += [section("city.changes", said.changes(changed, view), changed, view, CHANGE_COLUMNS)]
aims = profile.aims(*asked)
bare += [section("city.aims", said.aims(aims, view), aims, view, AIM_COLUMNS)]
bare += [sections.funnels(place, FUNNEL_COLUMNS, view)]
scores = profile.scores(*asked)
bare += [section("city.scores", said.scores(scores, view), scores, view, SCORE_COLUMNS)]

done = own_account.headline(*asked)["measures"]
alone, lacking = own_account.measures_alone(*asked), own_account.measures_lacking(*asked)
bare += [section("city.measures_alone", said.measures_alone(alone, done, view), alone, view, ALONE_COLUMNS)]
lacked = said.measures_lacking(lacking, done, view)
bare += [section("city.measures_lacking", lacked, lacking, view, LACKING_COLUMNS)]
problems = own_account.problems(*asked)
bare += [section("city.problems_named", said.problems(problems, view), problems, view, PROBLEM_COLUMNS)]
by_topic = own_account.by_topic(*asked)
bare += [section("city.by_topic", said.by_topic(by_topic, view), by_topic, view, TOPIC_COLUMNS)]
sections.bare(bare, view)
sections.documents(place, view)
