"""Settings: config.yaml is checked like the data, and the environment may name other folders."""

import pytest

from loaders.problems import DatasetError
from loaders.settings import HOME, STRICTNESS, read_settings
from loaders.snapshot import check_dataset


@pytest.fixture
def config(tmp_path):
    """A copy of the shipped config.yaml."""
    file = tmp_path / "config.yaml"
    file.write_bytes((HOME / "config.yaml").read_bytes())
    return file


def said(config) -> list[str]:
    """Code and field of every problem of a config.yaml."""
    with pytest.raises(DatasetError) as refused:
        read_settings(config)
    return [f"{problem.code} {problem.field}" for problem in refused.value.problems]


def test_the_shipped_settings_are_sound():
    settings = read_settings()
    assert settings.language in ("zh", "en")
    assert 0 < settings.about_band_percent < 100


def test_without_the_environment_the_folders_stand_beside_config_yaml(monkeypatch):
    monkeypatch.delenv("DUIBIAO_DATA", raising=False)
    monkeypatch.delenv("DUIBIAO_BUILD", raising=False)
    settings = read_settings()
    assert (settings.data_folder, settings.build_folder) == (HOME / "data", HOME / "build")


def test_the_environment_names_other_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("DUIBIAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUIBIAO_BUILD", "elsewhere")
    settings = read_settings()
    assert (settings.data_folder, settings.build_folder) == (tmp_path / "data", HOME / "elsewhere")


def test_a_misspelt_setting_is_refused(config, change):
    change(config, "build_memory", "build_memoy")
    assert said(config) == ["Y04 build_memory", "Y03 build_memoy"]


def test_an_unknown_language_is_refused(config, change):
    change(config, "language: zh", "language: fr")
    assert said(config) == ["E01 language"]


def test_an_unknown_grade_is_refused(config, change):
    change(config, "other_status: not_comparable", "other_status: never")
    assert said(config) == ["E01 other_status"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rule: usual", "rule: lax", "E01 rule"),
        ("open: indicative", "open: not_comparable", "E01 open"),  # or else nothing would be kept apart
        ("strict: comparable", "strickt: comparable", "Y03 strickt"),
        ("other_object:", "other_unit: not_comparable\n    other_object:", "Y03 other_unit"),
        ("denominator: 4", "denominator: -1", "Y05 denominator"),
    ],
)
def test_a_comparability_that_says_nothing_is_refused(old, new, expected, config, change):
    change(config, old, new)
    assert expected in said(config)


def test_each_strictness_lets_through_what_the_settings_say():
    comparability = read_settings().comparability
    assert [comparability.worst(rule) for rule in STRICTNESS] == ["comparable", "with_caution", "indicative"]


def test_the_metrics_take_the_grades_and_the_years_between_periods_only():
    rules = read_settings().comparability.rules
    assert set(rules) == {"grades", "years"} and set(rules["years"]) == {"apart", "far"}


def test_far_is_not_nearer_than_apart(config, change):
    change(config, "far: 3 ", "far: 0 ")
    assert len(said(config)) == 1


def test_a_setting_that_must_be_a_number_is_refused_as_a_word(config, change):
    change(config, "about_band_percent: 10", "about_band_percent: ten")
    assert said(config) == ["Y05 about_band_percent"]


def test_a_setting_given_twice_is_refused(config, change):
    change(config, "language: zh", "language: zh\nlanguage: en")
    assert said(config) == ["Y02 language"]


def test_all_faults_are_reported_at_once(config, change):
    change(config, "language: zh", "language: fr")
    change(config, "other_status: not_comparable", "other_status: never")
    assert said(config) == ["E01 language", "E01 other_status"]


def test_a_weight_for_a_topic_that_does_not_exist_is_refused_with_the_nearest_one(config, change):
    change(config, "topics: {} ", "topics: {rectificaton: 2} ")
    settings = read_settings(config)
    with pytest.raises(DatasetError) as refused:
        check_dataset(settings.data_folder, settings)
    said = [str(problem) for problem in refused.value.problems]
    assert said == [
        "config.yaml:0:0  R01 [composites.topics] 未知编号“rectificaton”，是否应为 'rectification' · "
        "unknown id 'rectificaton'; did you mean 'rectification'"
    ]


def test_sites_that_may_read_the_addresses_are_named_with_their_scheme_and_without_a_path(config, change):
    change(config, "allow_origins: []", 'allow_origins: [https://example.org, "http://10.0.0.1:8000", "*"]')
    assert read_settings(config).api.allow_origins == ["https://example.org", "http://10.0.0.1:8000", "*"]
    change(config, "https://example.org", "example.org")
    change(config, ":8000", ":8000/page")
    assert said(config) == ["E01 0", "E01 1"]
