"""Catalogue: every indicator with what is known on it, and which of those in the national evaluation can be compared."""

import pandas as pd

from findings import answers, judging, kept
from loaders.reading import COMPUTED
from metrics.comparability import GRADES
from words import LANGUAGES, wording

FRAMEWORKS = ("national", "b_ready")
ANY, NONE = "any", "none"  # filed under any entry of a framework, or under none
UNPAIRED = "unpaired"
MOST_NAMED = 12  # most places that are listed by name
AT_LEAST = ("1", "2", "3")
SIDES = ("indicator", "other_indicator")


@kept.answer
def indicator_entries(snapshot_id: str) -> pd.DataFrame:
    """Every indicator with its names, its number of figures, how many places give a number, and its best grade.

    The best grade is that of any two places on it, or on it and a related one; `unpaired` if there are no two.
    """
    names = {"id": "indicator", "national_indicator": "national"}
    rows = kept.table(snapshot_id, "indicators").rename(columns=names)
    every, ids = _figures_counted(snapshot_id), rows["indicator"]
    giving = every[every["numbers"] > 0].groupby("indicator")["place"].nunique()
    rows = rows.assign(
        figures=ids.map(every.groupby("indicator")["figures"].sum()).fillna(0).astype(int),
        reported_by=ids.map(giving).fillna(0).astype(int),
        grade=ids.map(best_grades(snapshot_id)).fillna(UNPAIRED),
    )
    rows = kept.with_names(snapshot_id, rows, {"matter": "matters", "unit": "units"})
    matters = kept.table(snapshot_id, "matters").set_index("id")
    for x in LANGUAGES:
        rows[f"synonyms_{x}"] = rows["matter"].map(matters[f"synonyms_{x}"]).str.replace("|", " ")
        for name in FRAMEWORKS:
            rows[f"{name}_{x}"] = rows[name].map(framework(snapshot_id, name, x)).fillna("")
    return answers.named(snapshot_id, rows).assign(row="listed", place="", place_zh="")


def _figures_counted(snapshot_id: str) -> pd.DataFrame:
    """The number of figures per place and indicator, including computed ones."""
    computed = kept.tally(snapshot_id, "place", "indicator", name=COMPUTED)
    more = computed.assign(numbers=computed["figures"])
    return pd.concat([answers.figure_counts(snapshot_id), more], ignore_index=True)


@kept.answer
def dictionary_rows(snapshot_id: str) -> pd.DataFrame:
    """Every indicator with its full definition and, if it belongs to no framework, the reason."""
    rows = indicator_entries(snapshot_id)
    for language in LANGUAGES:
        for name in FRAMEWORKS:
            why = [wording(language)("dictionary.none", why=why) for why in rows[f"{name}_reason_{language}"]]
            named = rows[f"{name}_{language}"]
            rows[f"{name}_{language}"] = named.where(named != "", why)
        rows[f"evaluation_{language}"] = rows[f"national_{language}"]
    return rows


@kept.answer
def best_grades(snapshot_id: str) -> dict[str, str]:
    """Indicator → the best grade of any two places on it."""
    pairs = judging.pair_counts(snapshot_id)
    ranks = pairs["grade"].map(GRADES.index)
    best = pd.concat([ranks.groupby(pairs[side]).min() for side in SIDES])
    return {id_: GRADES[rank] for id_, rank in best.groupby(level=0).min().items()}


@kept.answer
def framework(snapshot_id: str, name: str, language: str) -> dict[str, str]:
    """id → name of a framework's entries, in its order; those of the national evaluation with their number."""
    every = kept.table(snapshot_id, "frameworks")
    own = every[every["framework"] == name]
    number = own["position"].astype(str) + " " if name == "national" else ""
    return dict(zip(own["id"], number + own[f"name_{language}"], strict=True))


@kept.answer
def filter_choices(snapshot_id: str, language: str) -> dict[str, dict[str, str]]:
    """Filter → code → label of everything that can be chosen, in catalogue order."""
    text, rows = wording(language), indicator_entries(snapshot_id)
    offered = {
        "topic": kept.labels(snapshot_id, "topics", language),
        "unit": told_apart(rows, language),
        "direction": {code: text(f"direction.{code}") for code in dict.fromkeys(rows["direction"])},
        "status": {code: text(f"status.{code}") for code in kept.computing(snapshot_id).in_use("status")},
        "place": kept.reporting_places(snapshot_id, language),
        "grade": {code: text(f"grade.{code}") for code in (*GRADES, UNPAIRED)},
        "reported": {"": text("choice.no_matter"), **{n: text("choice.places", n=n) for n in AT_LEAST}},
    }
    for name in FRAMEWORKS:
        own = framework(snapshot_id, name, language)
        any_of, none_of = (text(f"choice.{end}_of", n=len(own)) for end in (ANY, NONE))
        offered[name] = {ANY: any_of, **own, NONE: none_of}
    return offered


def told_apart(rows: pd.DataFrame, language: str) -> dict[str, str]:
    """The units of some indicators, id → name; units with the same name also name an indicator."""
    first = rows.drop_duplicates("unit").set_index("unit")
    names, like = first[f"unit_{language}"], first[f"indicator_{language}"]
    is_shared = names.duplicated(keep=False)
    text = wording(language)
    return {
        id_: text("choice.unit_like", unit=name, indicator=indicator) if shared else name
        for id_, name, indicator, shared in zip(first.index, names, like, is_shared, strict=True)
    }


@kept.answer
def national(snapshot_id: str) -> pd.DataFrame:
    """Each of the 18 in the national evaluation: figures, pairs of places, how many compare, and why the others do not."""
    filed = indicator_entries(snapshot_id).set_index("indicator")["national"]
    counts, pairs = answers.figure_counts(snapshot_id), answers.comparable_pairs(snapshot_id)
    names = {x: framework(snapshot_id, "national", x) for x in LANGUAGES}
    rows = []
    for code in names["zh"]:
        own = counts[counts["indicator"].map(filed) == code]
        met = pairs[(pairs["indicator"].map(filed) == code) | (pairs["other_indicator"].map(filed) == code)]
        row: dict[str, object] = {
            "figures": int(own["figures"].sum()),
            "reported_by": own["place"].nunique(),
            "missing": "" if len(own) else "not_reported",
            **{f"national_{x}": names[x][code] for x in LANGUAGES},
            **{f"reporting_{x}": _named_first(snapshot_id, set(own["place"]), x) for x in LANGUAGES},
            **{"row": "listed", "place": "", "place_zh": "", "national": code},
        }
        may_compare = met[met["grade"] != GRADES[-1]]
        rows.append(row | compared(met, row) | comparable_on(snapshot_id, may_compare, filed == code))
    return pd.DataFrame(rows)


def _named_first(snapshot_id: str, places: set[str], language: str) -> str:
    """The names of some places; of many, only the first."""
    names = [name for place, name in kept.labels(snapshot_id, "places", language).items() if place in places]
    more = "…" if len(names) > MOST_NAMED else ""
    return wording(language)("list.separator").join(names[:MOST_NAMED]) + more


def comparable_on(snapshot_id: str, pairs: pd.DataFrame, is_asked: pd.Series) -> dict[str, str]:
    """The names of the indicators in question on which pairs of places compare."""
    ids = pd.concat([pairs[side] for side in SIDES])
    asked = ids[ids.map(is_asked).astype(bool)].astype("str")
    names = {x: asked.map(kept.labels(snapshot_id, "indicators", x)).unique() for x in LANGUAGES}
    return {f"comparable_on_{x}": wording(x)("list.separator").join(names[x]) for x in LANGUAGES}


def compared(pairs: pd.DataFrame, row: dict) -> dict[str, object]:
    """The best grade of some pairs of places, how many compare, and the reasons against it, the most frequent first."""
    if pairs.empty:
        alone = "one_place" if row["reported_by"] == 1 else "nothing_shared"
        why = {"grade": UNPAIRED, "reasons": "", "missing": row["missing"] or alone}
    else:
        reasons = pairs["reasons"].str.split("|").explode().value_counts().index
        best = min(pairs["grade"], key=GRADES.index)
        why = {"grade": best, "reasons": "|".join(r for r in reasons if r)}
    may_be_compared = pairs["grade"] != GRADES[-1]
    return why | {"place_pairs": len(pairs), "comparable_pairs": int(may_be_compared.sum())}
