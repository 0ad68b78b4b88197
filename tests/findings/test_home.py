"""What stands out of a city: chosen by rule, latest first, one row per indicator, nothing that does not follow."""

import pytest

from findings import home, kept

CITIES = ("hengyang", "anyang", "xiangtan", "qiandongnan")


def of_kind(rows, kind):
    """The ids of the highlights of a kind, in order."""
    return list(rows[rows["highlight"] == kind]["id"])


def test_the_cities_are_the_prefectures_that_have_figures(shipped):
    assert home.reporting_cities(shipped.id) == CITIES


def test_the_best_of_each_kind_is_told_before_the_second_best_of_any(shipped):
    rows = home.highlights(shipped.id, "anyang")
    kinds = rows["highlight"].mask(rows["side"] == "gap", home.GAP)
    turns = kinds.groupby(kinds).cumcount()
    assert turns.is_monotonic_increasing


def test_within_50_working_days_against_the_national_120_is_58_per_cent_stricter(shipped):
    row = home.highlights(shipped.id, "anyang").set_index("id").loc["anyang-001"]
    # 50 ÷ 120 − 1 = −58.33 %
    assert (row["side"], row["verdict"], round(row["gap_percent_low"], 2)) == ("strength", "stricter", -58.33)


def test_22_documents_cut_to_9_are_told_and_a_claim_without_levels_is_told_as_one(shipped):
    anyang, xiangtan = home.highlights(shipped.id, "anyang"), home.highlights(shipped.id, "xiangtan")
    assert "anyang-006" in of_kind(anyang, home.CUT)
    assert "xiangtan-007" in of_kind(xiangtan, home.CLAIM)


def test_a_city_is_never_held_against_the_rule_of_another_province(shipped):
    rows = home.highlights(shipped.id, "xiangtan")
    pairs = rows[rows["highlight"].isin([home.AHEAD, home.AGAINST, home.GAP])]
    assert not (pairs["benchmark_place"] == "henan").any()


@pytest.mark.parametrize("city", CITIES)
def test_each_indicator_is_told_once_as_a_strength_and_once_as_a_gap_at_most(city, shipped):
    pairs = home.highlights(shipped.id, city)
    pairs = pairs[pairs["highlight"].isin([home.AHEAD, home.AGAINST, home.GAP])]
    assert not pairs.duplicated(["indicator", "side"]).any()


@pytest.mark.parametrize("city", CITIES)
def test_a_strength_is_a_sure_verdict_a_cut_a_front_rank_or_nearly_all_done(city, shipped):
    for row in home.highlights(shipped.id, city).to_dict("records"):
        if row["side"] != "strength":
            continue
        why = {
            home.AHEAD: row["verdict"] in ("surely_better", "stricter", "within"),
            home.AGAINST: row["verdict"] in ("surely_better", "stricter", "within"),
            home.CUT: row["highlight"] == home.CUT and row["cut_low"] > 0,
            home.CLAIM: row["highlight"] == home.CLAIM and row["cut_kind"] == "claimed",
            home.COMPLETION: row["highlight"] == home.COMPLETION and row["rate_low"] >= 95,
            home.RANK: row["high"] <= 3 and row["status"] == "achieved",
            home.GROWTH: row["direction"] == "higher_is_better" and row["change_percent_low"] > 0,
        }
        assert why[row["highlight"]], row["id"]


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_three_strengths_two_gaps_and_five_things_to_learn(city, shipped):
    sides = home.highlights(shipped.id, city)["side"].value_counts()
    assert sides["strength"] >= 3
    assert sides.get("gap", 0) + len(home.own_problems(shipped.id, city)) >= 2
    assert len(home.measures_to_learn(shipped.id, city)) >= 5


@pytest.mark.parametrize("city", CITIES)
def test_what_can_be_learnt_is_carried_out_by_others_and_not_mentioned_by_the_city(city, shipped):
    rows, done = home.measures_to_learn(shipped.id, city), kept.table(shipped.id, "measures_done")
    assert set(rows["measure"]).isdisjoint(done[done["place"] == city]["measure"])
    assert set(rows["measure_status"]) <= {"in_force", "pilot"}
    assert not rows["measure"].duplicated().any()


def test_two_cities_are_held_against_each_other_once_on_each_matter(shipped):
    rows = home.between_cities(shipped.id)
    assert set(rows["benchmark_place"]) <= set(CITIES)
    assert not rows["matter"].duplicated().any()


def test_every_printed_figure_of_a_city_is_listed_under_its_topic(shipped):
    for city in CITIES:
        listed = home.figures_by_topic(shipped.id, city)
        assert set(listed["id"]) == set(kept.observations(shipped.id, None, (city,))["id"])


def test_a_city_is_not_ahead_of_the_country_where_it_only_does_what_its_province_demands(shipped):
    # Registration of property: Anyang ≤ 3, Henan ≤ 3, the country ≤ 30 working days. Construction: ≤ 50 against ≤ 120 alone.
    rows = home.highlights(shipped.id, "anyang")
    against = rows[rows["highlight"] == "against"]["indicator"].tolist()
    assert "registration_working_days" not in against and "construction_permit_working_days" in against


@pytest.mark.parametrize("city", CITIES)
def test_the_counts_of_a_city_add_up_and_are_those_of_its_comparisons(city, shipped):
    rows = home.compared_place(shipped.id, city)
    latest = {}
    for row in rows[rows["side"] != "not_comparable"].to_dict("records"):
        latest.setdefault(row["indicator"], {})[row["id"]] = row["period_end"] or "9999"
    units = kept.above(shipped.id, city)
    told = {"peers": {}, "above": {}}
    for row in rows[rows["side"] != "not_comparable"].to_dict("records"):
        if latest[row["indicator"]][row["id"]] < max(latest[row["indicator"]].values()):
            continue
        if row["benchmark_place"] in units or row["benchmark_kind"]:
            told["above"].setdefault(row["indicator"], set()).add(row["side"])
        elif row["benchmark_level"] == row["level"]:
            told["peers"].setdefault(row["indicator"], set()).add(row["side"])
    counts = home.standing_counts(shipped.id, city)
    for beside, of in counts.items():
        sides = list(told[beside].values())
        assert of["n"] == len(sides) == of["ahead"] + of["behind"] + of["unjudged"] + of["rest"]
        assert of["behind"] == sum(one - {"neither"} == {"gap"} for one in sides)
    assert counts["peers"]["ahead"] == sum(of - {"neither"} == {"strength"} for of in told["peers"].values())
    assert counts["above"]["ahead"] == sum(of == {"strength"} for of in told["above"].values())


@pytest.mark.parametrize("city", CITIES)
def test_what_others_do_is_told_of_a_city_first_where_one_does_it(city, shipped):
    levels = kept.table(shipped.id, "places").set_index("id")["level"]
    done = kept.table(shipped.id, "measures_done")
    done = done[done["status"].isin(["in_force", "pilot"])]
    for row in home.measures_to_learn(shipped.id, city).to_dict("records"):
        doers = set(done[done["measure"] == row["measure"]]["place"].map(levels))
        assert levels[row["place"]] == levels[city] or levels[city] not in doers
