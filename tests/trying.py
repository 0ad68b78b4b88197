"""How often a property is tried: a part of the times by default, all of them where a change lands.

Every run tries the same cases, whichever profile: the default's are the first of them. It leaves nothing behind
and shrinks nothing, as that takes a minute and the assertion names the case anyway.
"""

import tempfile
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis.configuration import set_hypothesis_home_dir

LEAST = 2  # the first case is the plainest there is and shows little
STEADY = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
PARTS = {"quick": 10, "thorough": 100}  # per cent of the times a test names

# Even without a database Hypothesis keeps the constants it finds in the code; not in the project, though.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "duibiao-hypothesis")
for profile, part in PARTS.items():
    settings.register_profile(profile, STEADY, max_examples=part)
settings.load_profile("quick")


def tried(times: int) -> settings:
    """Settings of a property that `--hypothesis-profile=thorough` tries so many times, or any other a part of it."""
    return settings(max_examples=max(min(times, LEAST), times * settings().max_examples // 100))
