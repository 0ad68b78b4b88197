"""City: one place in full: where it stands, how it has moved, what it carries out, and what cannot be said of it."""

from exports import profile_takeaways as said
from findings import own_account
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

bare = [sections.part("strengths", place, COMPARED_COLUMNS, view)]
bare += [sections.part("among_peers", place, RANK_COLUMNS, view)]
sections.strips(place, view)

bare += [sections.cuts(place, CUT_COLUMNS, view)]
bare += [
    sections.part("changes", place, CHANGE_COLUMNS, view),
    sections.part("aims", place, AIM_COLUMNS, view),
]
bare += [sections.funnels(place, FUNNEL_COLUMNS, view), sections.part("scores", place, SCORE_COLUMNS, view)]

done = own_account.headline(*asked)["measures"]
alone, lacking = own_account.measures_alone(*asked), own_account.measures_lacking(*asked)
bare += [section("city.measures_alone", said.measures_alone(alone, done, view), alone, view, ALONE_COLUMNS)]
lacked = said.measures_lacking(lacking, done, view)
bare += [section("city.measures_lacking", lacked, lacking, view, LACKING_COLUMNS)]
bare += [sections.part("problems_named", place, PROBLEM_COLUMNS, view)]
bare += [sections.part("by_topic", place, TOPIC_COLUMNS, view)]
sections.bare(bare, view)
sections.documents(place, view)
