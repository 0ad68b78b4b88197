"""What if: what a changed figure changes, and that nothing simulated goes without its mark."""

import csv
import io

import numpy as np
import pytest

from exports.csv_file import csv_bytes
from findings import judging, kept, simulations, standing
from metrics.shares import OVERALL
from pages.parts import what_if
from pages.parts.downloads import file_name_of
from tests.pages.made_up_index import FIGURES, write_dataset
from tests.pages.opening import opened, said, sheets, unfolded
from words import LANGUAGES, wording

pytestmark = pytest.mark.slow  # whole pages run

FIFTH = {"place": "fifth", "figure": "fifth-permit-days"}
FIGURE = ("fifth", "permit_days")
FIVE = ("fifth", "value", "fifth-permit-days", "5")
SCENARIOS = (
    FIVE,
    ("fifth", "best", "fifth-permit-days", ""),
    ("third", "peer", "third-permit-days", "first"),
)


def table_with(app, column: str):
    """The first table that has a column."""
    return next(table for table in sheets(unfolded(app)) if column in table.columns)


def address(app, name: str) -> str:
    """A parameter as it stands in the address."""
    held = app.query_params.get(name, "")
    return held if isinstance(held, str) else ",".join(held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_shipped_figures_it_is_said_which_have_no_rank_and_why_there_is_no_composite(language):
    app = opened("what_if", lang=language)
    assert not app.exception
    told, text = said(app), wording(language)
    every = standing.placed(standing.scored(kept.on_the_air().snapshot))
    judged = every[every["direction"] != "no_judgement"]
    alone = text(
        "takeaway.counted", what=text("left_out.alone"), n=int((judged["left_out"] == "alone").sum())
    )
    assert alone in told
    assert text("what_if.few_complete", n=0) in told
    table = next(table for table in sheets(app) if text("column.why_none") in table)
    overall = table[table.iloc[:, 0] == text("composite.overall")]
    assert text("withheld.no_scores") in " ".join(overall[text("column.why_none")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_city_is_made_of_the_figures_that_have_a_rank(language):
    snapshot, text = kept.on_the_air().snapshot, wording(language)
    ranked = standing.placed(standing.scored(snapshot)).dropna(subset="rank_best")
    best = simulations.best_city_frames(snapshot)
    assert set(best["from_id"]) <= set(ranked[ranked["rank_best"] == 1]["id"])
    assert len(best) == ranked["peer_set"].nunique() > 0
    assert text("what_if.best_city_said", n=len(best)) in said(opened("what_if", lang=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_one_city_alone_there_is_no_best_city(language, tmp_path, monkeypatch):
    write_dataset(tmp_path / "data", [figure for figure in FIGURES if figure[0] in ("fifth", "province")])
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    app = opened("what_if", lang=language)
    assert not app.exception and wording(language)("what_if.no_best_city") in said(app)


def test_a_simulated_figure_turns_a_verdict_and_says_so():
    app = opened("what_if", lang="en", place="xiangtan", figure="xiangtan-004", value="16")
    # 16 days against a provincial average of 15.79
    assert "from 10 days to 16 days (simulated)" in said(app)
    assert "Comparable: 1. Verdicts that change: 1." in said(app)
    verdicts = table_with(app, "Against the other").set_index("State")["Against the other"]
    assert (verdicts["as it is"], verdicts["simulated"]) == ("▲ surely better", "▼ surely worse")


@pytest.mark.parametrize("value", ["abc", "1e400", "nan", "inf", "-5", "99999", "５", "1,000", "0x10", "5 "])
def test_a_value_that_is_no_number_of_the_span_is_announced_and_changes_nothing(value):
    app = opened("what_if", lang="en", place="xiangtan", figure="xiangtan-004", value=value)
    assert not app.exception
    assert f"value={value}" in said(app)
    assert "nothing is simulated yet" in said(app)


def test_weights_that_are_none_are_announced():
    app = opened(
        "what_if", lang="en", weights="construction:2,construction:x,nowhere:1,property:1,:,construction:11"
    )
    for part in ("construction:x", "nowhere:1", "property:1", ":", "construction:11"):
        assert f"weights={part}, which" in said(app)
    assert "weights=construction:2, which" not in said(app)
    assert app.number_input(key="weights:construction:en").value == 2


def test_slider_and_box_write_the_same_parameter_and_the_start_is_left_out():
    app = opened("what_if", lang="en", place="xiangtan", figure="xiangtan-004")
    app.slider(key="value:slider:en").set_value(12.0).run()
    assert address(app, "value") == "12"
    assert app.number_input(key="value:number_input:en").value == 12
    app.number_input(key="value:number_input:en").set_value(12.5).run()
    assert (address(app, "value"), app.slider(key="value:slider:en").value) == ("12.5", 12.5)
    app.slider(key="value:slider:en").set_value(10.0).run()
    assert "value" not in app.query_params


def test_a_switch_of_language_keeps_what_is_simulated(index):
    app = opened("what_if", lang="en", value="5", weights="approvals:2", **FIFTH)
    app.query_params["lang"] = "zh"
    app.run()
    assert app.slider(key="value:slider:zh").value == 5
    assert app.number_input(key="weights:approvals:zh").value == 2
    assert "模拟：戊市的“许可用时”由 16 天 变为 5 天（模拟）。" in said(app)


def test_another_place_takes_back_the_figure_and_the_value():
    app = opened("what_if", lang="en", place="xiangtan", figure="xiangtan-001", value="12")
    app.selectbox(key="place:en").set_value("anyang").run()
    assert not {"figure", "value"} & set(app.query_params)
    assert not app.exception
    assert "does not exist" not in said(app)


def test_a_weight_is_written_as_code_and_number():
    app = opened("what_if", lang="zh")
    app.number_input(key="weights:construction:zh").set_value(2.5).run()
    assert address(app, "weights") == "construction:2.5"
    app.number_input(key="weights:construction:zh").set_value(1.0).run()
    assert "weights" not in app.query_params


def test_before_and_after_are_as_worked_by_hand(index):
    app = opened("what_if", lang="en", value="5", **FIFTH)
    table = table_with(app, "Score")
    rows = {tuple(row[:2]): tuple(row[2:]) for row in table.astype(str).to_numpy()}
    # 16 days of 0 to 20 is a score of 20, and surely worse than all four others; 5 days is 75, ties with the first,
    # and cannot be told from at most 10: at worst two are ahead, 8 and 12 days are surely worse.
    assert rows["Permit time", "as it is"] == ("16 days", "20", "Rank 5", "Tier 3 of 3")
    assert rows["Permit time", "simulated"] == (
        "5 days",
        "75",
        "Between ranks 1 and 3, no narrower",
        "Tier 1 of 2",
    )
    # (75 + 20) ÷ 2 = 47.5 is better than the fourth's 40 alone; (47.5 + 40) ÷ 2 = 43.75 is still below its 45.
    assert rows["Approvals", "simulated"][:3] == ("", "47.5", "Rank 4")
    assert rows["Services", "as it is"][1] == rows["Services", "simulated"][1] == "40"
    assert rows["Overall", "as it is"][1:3] == ("30", "Rank 5")
    assert rows["Overall", "simulated"][1:3] == ("43.8", "Rank 5")
    verdicts = table_with(app, "Against the other").set_index(["State", "Other place"])["Against the other"]
    expected = {
        "First": "＝ equal",
        "Second": "▲ surely better",
        "Third": "？ cannot tell",
        "Fourth": "▲ surely better",
    }
    for place, verdict in expected.items():
        assert (verdicts["as it is", place], verdicts["simulated", place]) == ("▼ surely worse", verdict)


def test_a_simulation_says_what_a_dataset_with_that_figure_says(index, tmp_path, monkeypatch):
    rows = simulations.simulated_standings(index, FIVE, ()).query("simulated")
    pairs = simulations.simulated_pairs(index, FIVE).query("simulated").set_index("benchmark_id")["verdict"]
    others = [f for f in FIGURES if f[:2] != FIGURE]
    write_dataset(tmp_path / "data", [*others, ("fifth", "permit_days", "exact", 5)])
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    printed = kept.on_the_air().snapshot
    assert printed != index
    figure = standing.placed(standing.scored(printed)).set_index("id").loc["fifth-permit-days"]
    composites = (
        standing.composites_of(printed, standing.scored(printed))
        .query("place == 'fifth'")
        .set_index("composite")
    )
    by_code = rows.set_index(rows["composite"].replace("", "figure"))
    columns = ["score_low", "score_high", "rank_best", "rank_worst", "tier", "tiers"]
    assert list(by_code.loc["figure", columns]) == list(figure[columns])
    for code, row in composites.iterrows():
        wanted = row[["low", "high", *columns[2:]]].astype(float)
        np.testing.assert_allclose(by_code.loc[code, columns].astype(float), wanted)
    judged = (
        judging.pairs_between(printed, kept.at_once(printed), cuts=False)
        .query("id == 'fifth-permit-days'")
        .set_index("benchmark_id")["verdict"]
    )
    assert judged.to_dict() == pairs.to_dict()


def test_a_peers_figure_is_taken_with_its_bound_and_the_best_stands_first(index):
    app = opened("what_if", lang="en", scenario="peer", **FIFTH)
    assert app.selectbox(key="benchmark:en").value == "first"
    assert "from 16 days to 5 days (simulated)" in said(app)
    app = opened("what_if", lang="en", scenario="peer", benchmark="third", **FIFTH)
    assert "from 16 days to ≤ 10 days (simulated)" in said(app)
    assert "province" not in simulations.peers(index, "fifth-permit-days", "en")


def test_all_best_replaces_what_is_surely_worse_and_nothing_else(index):
    app = opened("what_if", lang="en", place="fifth", scenario="best")
    # The first's limit of 3 days is not surely below the fifth's limit of 5.
    assert "figures of Fifth replaced by the best of their peers: 3 (simulated)" in said(app)
    overall = table_with(app, "Score").set_index(["Composite or indicator", "State"])["Score"]
    assert overall["Overall", "simulated"] == "83.8"  # ((75 + 80) ÷ 2 + 90) ÷ 2
    best = said(opened("what_if", lang="en", place="second", scenario="best"))
    assert (
        "figures of Second replaced by the best of their peers: 2 (simulated)" in best
    )  # its share is the best


def test_weights_of_the_readers_own_move_the_composites(index):
    app = opened("what_if", lang="en", value="5", weights="approvals:2,services:0.5", **FIFTH)
    overall = table_with(app, "Score").set_index(["Composite or indicator", "State"])["Score"]
    assert overall["Overall", "simulated"] == "46"  # (2 × 47.5 + 0.5 × 40) ÷ 2.5
    assert overall["Approvals", "simulated"] == "47.5"
    nothing = opened("what_if", lang="en", value="5", weights="approvals:0,services:0", **FIFTH)
    assert not nothing.exception


def test_attainable_ranks_over_all_weights(index):
    told = said(opened("what_if", lang="en", value="5", **FIFTH))
    # The fifth is last on every indicator; with 5 days it ties for the first rank where only days count.
    assert "as it is: the overall composite has rank 5 under all weights." in told
    assert "simulated: rank of the overall composite, at best 1 (Permit time 100%), at worst 5" in told
    rows = simulations.attainable_frames(index, FIVE, ()).query("simulated").set_index("benchmark_place")
    # 43.75 against 45: worse as it is weighed, better by 75 − 40 where only days count, by 20 − 40 where documents do.
    assert (rows["verdict"]["fourth"], bool(rows["always"]["fourth"])) == ("surely_worse", False)
    assert (rows["range_low"]["fourth"], rows["range_high"]["fourth"]) == pytest.approx((-20, 35))


def test_where_a_composite_is_not_complete_there_are_no_attainable_ranks(index):
    told = said(opened("what_if", lang="en", place="province"))
    assert "Overall composite of Province: 0 of 3 indicators." in told


def test_the_best_city_is_made_of_the_best_of_every_peer_set(index):
    rows = simulations.best_city_frames(index).set_index("indicator")
    taken = {
        "permit_days": "first",
        "permit_documents": "first",
        "online_share": "second",
        "review_limit": "first",
    }
    assert rows["from_id"].str.split("-").str[0].to_dict() == taken
    assert "Its overall composite: 83.8 (simulated)." in said(opened("what_if", lang="en"))


@pytest.mark.parametrize("asked", SCENARIOS)
def test_no_simulated_row_leaves_without_its_mark(asked, index):
    frames = {
        "against": simulations.simulated_pairs(index, asked),
        "standings": simulations.simulated_standings(index, asked, ()),
        "attainable": simulations.attainable_frames(index, asked, ()),
        "best_city": simulations.best_city_frames(index),
    }
    for name, shown in frames.items():
        file = list(csv.DictReader(io.StringIO(csv_bytes(shown, index, "").decode("utf-8-sig"))))
        assert {row["simulated"] for row in file} <= {"true", "false"}
        marked = [row for row in file if row["simulated"] == "true"]
        assert marked and all(
            (row["simulated_zh"], row["simulated_en"]) == ("模拟", "simulated") for row in marked
        )
        for row in file:
            assert not row.get("id", "").startswith("simulated/") or row["simulated"] == "true"
            assert row["simulated"] == "false" or not row.get("source") and not row.get("as_printed")
        title = {language: wording(language)(f"what_if.{name}") for language in LANGUAGES}
        assert "模拟" in file_name_of(shown, title, "zh") and "simulated" in file_name_of(shown, title, "en")


def test_only_what_was_printed_leads_to_its_source(index):
    app = opened("what_if", lang="en", value="5", **FIFTH)
    assert not app.exception
    asked = [link.proto.query_string for link in app.get("page_link") if "figure=" in link.proto.query_string]
    assert asked and not any("simulated" in query for query in asked)


def test_every_figure_that_may_be_changed_opens_with_a_span_around_it(shipped):
    for place in simulations.places(shipped.id, "zh"):
        for figure in simulations.scenario_choices(shipped.id, place, "zh"):
            span = simulations.value_span(shipped.id, figure)
            assert span.least <= span.start <= span.most and span.step > 0, figure
            assert what_if.plain(span.start) == what_if.plain(float(what_if.plain(span.start)))


def test_the_overall_composite_of_a_place_is_told_from_its_topics(index):
    rows = simulations.simulated_composites(index, FIVE, ())
    assert list(rows["composite"].drop_duplicates())[-1] == OVERALL


def test_a_score_that_may_be_0_has_no_geometric_mean_over_all_weights(tmp_path, monkeypatch):
    write_dataset(
        tmp_path / "data", [("fifth", "permit_days", "exact", 20), *(f for f in FIGURES if f[:2] != FIGURE)]
    )
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", str(tmp_path / "build"))
    monkeypatch.setattr(kept.settings().composites, "mean", "geometric")
    told = said(opened("what_if", lang="en", **FIFTH))  # 20 days score 0
    assert wording("en")("what_if.no_logarithm") in told
