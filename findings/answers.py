"""Answers: what the pages show, each computed from a snapshot by the metrics and kept for the next reader."""

from __future__ import annotations

import pandas as pd

from findings import judging, kept
from findings.claims import followed
from findings.kept import Codes
from loaders.reading import PRINTED
from metrics.checks import checked
from metrics.comparability import GRADES
from metrics.coverage import comparable_counts, coverage
from metrics.reductions import reductions

NAMES = ("place", "indicator", "topic")
COUNTED = (
    "id",
    "place",
    "indicator",
    "benchmark_id",
    "benchmark_place",
    "benchmark_indicator",
    "grade",
    "reasons",
)
MOST_NAMED = 12  # places that are named one by one
AT_FIRST = 6  # indicators a comparison begins with
SEPARATOR = {"zh": "、", "en": ", "}


@kept.answer
def approval_times(snapshot_id: str, topics: Codes, places: Codes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures with a level before (with their reductions), and all rows of the page: drawn, listed and missing."""
    indicators = approval_indicators(snapshot_id, topics)
    observed = kept.observations(snapshot_id, indicators, places)
    cuts = reductions(observed)
    single = observed[~observed["id"].isin(cuts["id"])].assign(row="listed")
    return cuts, stacked(cuts.assign(row="drawn"), single)


@kept.answer
def claims(snapshot_id: str, topics: Codes, places: Codes) -> pd.DataFrame:
    """Reductions that documents of the places chosen claim, against what follows from their own figures."""
    every = checks(snapshot_id, places, ("fails", "holds", "cannot_tell"))
    return every[(every["kind"] == "reduction") & every["topic"].isin(topics)]


@kept.answer
def checks(snapshot_id: str, places: Codes, outcomes: Codes) -> pd.DataFrame:
    """Claims of the places against what follows from their own figures, those that fail first."""
    parts, claims = kept.table(snapshot_id, "check_parts"), kept.table(snapshot_id, "checks")
    every = kept.figures(snapshot_id, None, None, tuple({*parts["figure"], *claims["claim"]}), PRINTED)
    found = checked(claims.drop(columns="position"), parts, every)
    names = {f"name_{language}": f"claim_{language}" for language in ("zh", "en")}
    claimed = every[every["place"].isin(places)].rename(columns={"id": "claim"})
    found = found[found["outcome"].isin(outcomes)].merge(
        followed(parts, every), left_on="id", right_on="check_id"
    )
    rows = found.rename(columns=names).merge(claimed, on="claim")
    order = rows["outcome"].map(["fails", "cannot_tell", "holds"].index)
    return rows.assign(id=rows["claim"], row="listed").loc[order.sort_values(kind="stable").index]


@kept.answer
def measures(snapshot_id: str, topics: Codes, places: Codes) -> pd.DataFrame:
    """Measures of the topics with each of the places that carries them out; `places`: how many of all places do."""
    entries = kept.table(snapshot_id, "measures").rename(columns={"id": "measure"})
    entries = entries.rename(columns={f"name_{x}": f"measure_{x}" for x in ("zh", "en")})
    done = kept.table(snapshot_id, "measures_done").rename(columns={"status": "measure_status"})
    done = done.assign(places=done.groupby("measure")["place"].transform("nunique"))
    done = done[done["place"].isin(places)]
    sources = kept.table(snapshot_id, "sources").set_index("id")
    for language in ("zh", "en"):
        done = done.assign(**{f"source_{language}": done["source"].map(sources[f"title_{language}"])})
    rows = entries[entries["topic"].isin(topics)].merge(done, on="measure")
    return named(
        snapshot_id, rows.assign(row="listed").sort_values(["places", "position"], ascending=[False, True])
    )


@kept.answer
def cells(snapshot_id: str, places: Codes) -> pd.DataFrame:
    """Some places × every indicator with the number of figures, or why there is none; with names."""
    return named(snapshot_id, _cells(snapshot_id, kept.figures(snapshot_id, None, places), places))


@kept.answer
def comparable_pairs(snapshot_id: str, rule: str = "") -> pd.DataFrame:
    """Every two of the places looked at, on every indicator (or two declared ones) that both report: best grade and reasons."""
    found = judging.between(snapshot_id, kept.at_once(snapshot_id), rule, cuts=False)
    counted = comparable_counts(found[list(COUNTED)])
    others = named(
        snapshot_id, counted[["other_place", "other_indicator"]].set_axis(["place", "indicator"], axis=1)
    )
    both = named(snapshot_id, counted).join(others.drop(columns=["place", "indicator"]).add_prefix("other_"))
    benchmark = {"benchmark_place": both["other_place"], "benchmark_indicator": both["other_indicator"]}
    best_first = both["grade"].map(GRADES.index).sort_values(kind="stable").index
    return both.assign(row="listed", **benchmark).loc[best_first]


@kept.answer
def national_indicators(snapshot_id: str) -> pd.DataFrame:
    """The 18 of the national evaluation, each with its figures and the places that report on it, in both languages."""
    frameworks = kept.table(snapshot_id, "frameworks")
    national = frameworks[frameworks["framework"] == "national"]
    catalogue = kept.table(snapshot_id, "indicators").set_index("id")["national_indicator"]
    found = counts(snapshot_id).assign(national=lambda rows: rows["indicator"].map(catalogue))
    rows = []
    for entry in national.to_dict("records"):
        own = found[found["national"] == entry["id"]]
        places = dict.fromkeys(own["place"])
        reporting: dict[str, object] = {}
        for x in ("zh", "en"):
            names = [name for place, name in kept.labels(snapshot_id, "places", x).items() if place in places]
            reporting[f"reporting_{x}"] = SEPARATOR[x].join(names[:MOST_NAMED]) + (
                "…" if len(names) > MOST_NAMED else ""
            )
        numbers: dict[str, object] = {
            "figures": int(own["figures"].sum()),
            "reported_by": len(places),
            "missing": "" if len(own) else "not_reported",
        }
        titles: dict[str, object] = {
            f"national_{x}": f"{entry['position']} {entry[f'name_{x}']}" for x in ("zh", "en")
        }
        rows.append(numbers | titles | reporting | {"row": "listed", "place": "", "place_zh": ""})
    return pd.DataFrame(rows)


@kept.answer
def topics_of_approvals(snapshot_id: str, language: str) -> dict[str, str]:
    """id → name of the topics that have indicators about approval times."""
    indicators = kept.table(snapshot_id, "indicators")
    topics = set(indicators[indicators["subject"] == "approval_times"]["topic"])
    return {id_: name for id_, name in kept.labels(snapshot_id, "topics", language).items() if id_ in topics}


@kept.answer
def counts(snapshot_id: str) -> pd.DataFrame:
    """`place`, `indicator`, `topic`, `figures` and of them `numbers`, of every place and indicator with a printed figure."""
    rows = kept.snapshot(snapshot_id).counts()
    topics = kept.table(snapshot_id, "indicators").set_index("id")["topic"]
    return rows.assign(topic=rows["indicator"].map(topics))


@kept.answer
def reported(snapshot_id: str) -> pd.DataFrame:
    """Indicators with the number of places that give a number for each."""
    found = counts(snapshot_id)
    giving = found[found["numbers"] > 0].groupby("indicator")["place"].nunique()
    rows = kept.table(snapshot_id, "indicators")[["id", "topic"]].rename(columns={"id": "indicator"})
    return rows.assign(reported_by=rows["indicator"].map(giving).fillna(0).astype(int))


@kept.answer
def topic_counts(snapshot_id: str) -> pd.DataFrame:
    """Figures of every place looked at on every topic, in the order of the catalogue, with names."""
    found = counts(snapshot_id).groupby(["topic", "place"])["figures"].sum()
    topics, places = kept.labels(snapshot_id, "topics", "zh"), kept.at_once(snapshot_id)
    every = pd.MultiIndex.from_product([topics, places], names=["topic", "place"])
    rows = found.reindex(every, fill_value=0).rename("figures").reset_index()
    is_blank = rows["figures"] == 0
    return named(
        snapshot_id, rows.assign(row="drawn", missing=is_blank.map({True: "not_reported", False: ""}))
    )


@kept.answer
def indicator_choices(snapshot_id: str, language: str) -> tuple[dict[str, str], Codes]:
    """Indicators that any place reports (id → name), and the few to begin with: those that compare best."""
    found = comparable_pairs(snapshot_id)
    is_other = found["indicator"] != found["other_indicator"]
    best = found.assign(rank=found["grade"].map(GRADES.index) * 2 + is_other).sort_values(
        "rank", kind="stable"
    )
    shared = dict.fromkeys(best[["indicator", "other_indicator"]].to_numpy().ravel())
    has_figures = set(kept.computing(snapshot_id).in_use("indicator"))
    names = kept.labels(snapshot_id, "indicators", language)
    few = list(shared)[:AT_FIRST]
    return (
        {id_: name for id_, name in names.items() if id_ in has_figures},
        tuple(id_ for id_ in names if id_ in few),
    )


@kept.answer
def default_benchmark(snapshot_id: str) -> str:
    """The place that compares best with the others, and shares most, on the indicators a comparison begins with."""
    found, (_, few) = comparable_pairs(snapshot_id), indicator_choices(snapshot_id, "zh")
    found = found[found["indicator"].isin(few) & found["other_indicator"].isin(few)]
    either = pd.concat([found.set_index(side)["grade"] for side in ("place", "other_place")])
    shared, best = either.index.value_counts(), either[either != "not_comparable"].index.value_counts()
    places = kept.at_once(snapshot_id)
    return max(places, key=lambda place: (best.get(place, 0), shared.get(place, 0)))


@kept.answer
def figures_found(snapshot_id: str, places: Codes, topics: Codes, ids: Codes, sought: str) -> pd.DataFrame:
    """Figures of the places and topics, among `ids` where there are any, that hold the words sought anywhere in their text."""
    every = kept.figures(snapshot_id, None, places, ids or None, PRINTED).assign(row="listed")
    found = every[every["topic"].isin(topics)]
    texts = found.select_dtypes(exclude=["number", "bool"]).itertuples(index=False)
    return found[[all(word in " ".join(row).lower() for word in sought.lower().split()) for row in texts]]


@kept.answer
def approval_indicators(snapshot_id: str, topics: Codes) -> Codes:
    """The indicators of some topics that are about approval times, in order."""
    indicators = kept.table(snapshot_id, "indicators")
    return tuple(
        indicators[indicators["topic"].isin(topics) & (indicators["subject"] == "approval_times")]["id"]
    )


def stacked(*rows: pd.DataFrame) -> pd.DataFrame:
    """Rows under each other; text that some rows do not have is empty."""
    whole = pd.concat(rows, ignore_index=True)
    texts = whole.select_dtypes(exclude=["number", "bool"]).columns
    return whole.assign(**{c: whole[c].fillna("") for c in texts})


def named(snapshot_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the names, in both languages, of the places, indicators and topics they hold."""
    for column in NAMES:
        if column in rows:
            for language in ("zh", "en"):
                labels = kept.labels(snapshot_id, f"{column}s", language)
                rows = rows.assign(**{f"{column}_{language}": rows[column].map(labels)})
    return rows


def _cells(
    snapshot_id: str, observed: pd.DataFrame, places: Codes, indicators: Codes | None = None
) -> pd.DataFrame:
    catalogue = kept.table(snapshot_id, "indicators").rename(columns={"id": "indicator"})
    if indicators is not None:
        catalogue = catalogue[catalogue["indicator"].isin(indicators)]
    wanted = pd.DataFrame({"place": list(places)})
    return coverage(observed, wanted, catalogue)


def blanks(snapshot_id: str, observed: pd.DataFrame, places: Codes, indicators: Codes) -> pd.DataFrame:
    """Chosen places without any figure on an indicator, with the reason."""
    blank = _cells(snapshot_id, observed, places, indicators)
    has_row = set(zip(observed["place"], observed["indicator"], strict=True))
    is_bare = [cell not in has_row for cell in zip(blank["place"], blank["indicator"], strict=True)]
    bare = named(snapshot_id, blank[is_bare].drop(columns=["figures"]))
    return bare.rename(columns={"blank": "missing"}).assign(
        row="no_figure", verdict="no_figure", grade="", reasons=""
    )
