"""What if in words: what is changed, which verdicts and scores change with it, and which ranks all weights allow."""

from collections import defaultdict

import pandas as pd

from words import View, numbers, wording
from words.cells import cell
from words.verdicts import verdict_in_words


def headline(place: str, is_best: bool, own: pd.DataFrame, pairs: pd.DataFrame, view: View) -> str:
    """What is changed, and how many verdicts change with it; or that nothing is changed yet.

    `place` is the name of the place; `is_best`: is everything set to the best of the peers?; `own` and `pairs` are
    `simulations.simulated_figures` and `simulations.simulated_pairs`.
    """
    new, text = own[own["simulated"]], view.text
    if new.empty:
        return text("what_if.nothing_best" if is_best else "what_if.nothing", place=place)
    if len(new) > 1:
        said = text("what_if.several", place=place, n=len(new))
    else:
        before, after = (cell(row, "value", view.language) for row in own.to_dict("records"))
        indicator = new[f"indicator_{view.language}"].iloc[0]
        said = text("what_if.one", place=place, indicator=indicator, before=before, after=after)
    others = pairs[~pairs["simulated"]]
    if others.empty:
        return f"{said}\n{text('what_if.no_others')}"
    comparable = int((pairs[pairs["simulated"]]["grade"] != "not_comparable").sum())
    turned = int((pairs.groupby(["changes", "benchmark_id"])["verdict"].nunique() > 1).sum())
    return f"{said}\n{text('what_if.turned', n=len(others), comparable=comparable, turned=turned)}"


def turns(pairs: pd.DataFrame, view: View) -> str:
    """The verdict on each changed figure against each other place, as it is and simulated, one per line."""
    each = defaultdict(list)
    for row in pairs.to_dict("records"):  # a frame per pair would take longer
        each[row["changes"], row["benchmark_id"]].append(row)
    clauses = view.text("list.clauses")
    return "\n".join(clauses.join(turn_in_words(pair, view.language)) for pair in each.values())


def turn_in_words(pair: list[dict], language: str) -> list[str]:
    """The verdict on a place's figure against another's: as it is and, if there are two rows, simulated."""
    text, place = wording(language), pair[0][f"place_{language}"]
    before, after = (verdict_in_words(pair[at], language) for at in (0, -1))
    said = [text("what_if.verdict", place=place, verdict=before)]
    if len(pair) == 1:
        return said
    is_same = all(pair[0][name] == pair[1][name] for name in ("verdict", "grade"))
    return [*said, text("what_if.turn", simulated=text("what_if.stays") if is_same else after)]


def score_in_words(row: dict, language: str) -> str:
    """A score as a range; a simulated one is marked as such."""
    said = numbers.interval_of(row, "score", "", language, digits=1)
    return wording(language)("what_if.simulated", said=said) if row["simulated"] else said


def scores_in_words(rows: pd.DataFrame, view: View) -> str:
    """Every score as it is and simulated."""
    known = rows[rows["score_low"].notna()]
    lines = []
    for name, each in known.groupby(f"composite_{view.language}", sort=False):
        said = " → ".join(score_in_words(row, view.language) for row in each.to_dict("records"))
        lines.append(view.text("card.fact", name=name, said=said))
    return "\n".join(lines)


def reasons_counted(every: pd.DataFrame, view: View) -> str:
    """How many figures with a direction share a peer set with another place, and why the others do not.

    `every` is `simulations.as_it_is`.
    """
    left_out = every[every["direction"] != "no_judgement"]["left_out"]
    counted = left_out[left_out != ""].value_counts()
    reasons = view.text("list.separator").join(
        view.text("takeaway.counted", what=view.text(f"left_out.{c}"), n=n) for c, n in counted.items()
    )
    return view.text("what_if.reasons", n=len(left_out), ranked=int((left_out == "").sum()), reasons=reasons)


def ranks_in_words(rows: pd.DataFrame, view: View) -> str:
    """The best and the worst rank over all weights, as it is and simulated, with weights that produce each."""
    lines = []
    for row in rows.drop_duplicates("simulated").to_dict("records"):
        ranks = {end: numbers.number(row[f"attainable_{end}"], view.language) for end in ("best", "worst")}
        given = {name: row[f"{name}_{view.language}"] for name in ("best_with", "worst_with")}
        key = "what_if.one_rank" if ranks["best"] == ranks["worst"] else "what_if.ranks"
        lines.append(view.text(key, state=row[f"simulated_{view.language}"], **ranks, **given))
    return "\n".join(lines)
