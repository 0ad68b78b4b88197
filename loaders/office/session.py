"""Session: what an account holds besides figures – indicators missing from the dictionary, measures and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders import contract
from loaders.office.account import OF_SESSION, Account
from loaders.office.matching import Known
from loaders.office.strict import own_figures
from loaders.office.vocabulary import plain

ROW = "{sheet} {row}"


@dataclass
class Brought:
    """Catalogue entries that stand beside a snapshot's own, by id, and the topics of the indicators."""

    indicators: dict[str, contract.Indicator] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    measures: dict[str, contract.Measure] = field(default_factory=dict)
    problems: dict[str, contract.ProblemNamed] = field(default_factory=dict)


def session_names(account: Account, answers: Mapping[str, str]) -> dict[str, str]:
    """Name → id of the indicators kept for the session: those with a unit of the dictionary."""
    kept = [
        figure.indicator
        for figure in own_figures(account)
        if not figure.indicator_id
        and figure.unit_id
        and answers.get(f"name:{plain(figure.indicator)}") == OF_SESSION
    ]
    return {name: f"session-{n}" for n, name in enumerate(dict.fromkeys(kept), 1)}


def brought_by(account: Account, names: Mapping[str, str], known: Known, place: str, source: str) -> Brought:
    """The entries of an account; an indicator is filed under the topic of the one whose name is nearest."""
    brought = Brought()
    units = {figure.indicator: figure.unit_id for figure in reversed(account.figures)}
    for name, id_ in names.items():
        words = contract.Words(zh=name, en=name)
        brought.topics[id_] = known.indicators[known.nearest(name)[0]].topic
        brought.indicators[id_] = contract.Indicator(
            name=words, definition=words, unit=units[name], direction="no_judgement", minimum="none",
            national_indicator="none", b_ready="none",
        )  # fmt: skip
    for n, entry in enumerate(account.entries, 1):
        id_, called = entry.id or f"session-{entry.kind}-{n}", contract.Words(zh=entry.name, en=entry.name)
        told = {"place": place, "source": source, "locator": ROW.format(sheet=entry.sheet, row=entry.row)}
        if entry.kind == "measures":
            what = contract.Words(zh=entry.what, en=entry.what) if entry.what else None
            done = contract.DoneBy(year=entry.year, status=entry.status, what=what, **told)  # type: ignore[arg-type]
            brought.measures[id_] = contract.Measure(name=called, topic=entry.topic, done_by=[done])
        else:
            topic = entry.topic or known.problem_topics[id_]
            brought.problems[id_] = contract.ProblemNamed(
                name=called, topic=topic, named_by=[contract.NamedBy(**told)]
            )
    return brought
