"""What if in a browser: a slider moved by the keyboard is in the address, and the file says what is simulated."""

import pytest
from playwright.sync_api import expect

from tests.pages.made_up_index import write_dataset


@pytest.fixture
def made_up(starts, tmp_path):
    """A server with the made-up dataset that has goalposts and measures."""
    write_dataset(tmp_path / "data")
    return starts(tmp_path / "build", DUIBIAO_DATA=str(tmp_path / "data"))


def test_a_slider_moved_by_the_keyboard_is_in_the_address_and_the_view_comes_back_from_it(made_up, reads):
    reader = reads("zh", made_up)
    reader.opens("/what-if?place=fifth&figure=fifth-permit-days")
    reader.page.get_by_role("slider").press("ArrowLeft")
    expect(reader.page.get_by_text("由 16 天 变为 15 天（模拟）")).to_be_visible()
    assert reader.asked["value"] == "15"
    again = reads("en", made_up)
    again.opens(reader.page.url.replace("zh", "en"))
    expect(again.page.get_by_text("from 16 days to 15 days (simulated)")).to_be_visible()
    shown, _ = again.charts(2)
    assert "16 days → 15 days (simulated)" in " ".join(shown["texts"])
    assert "from 16 days to 15 days (simulated)" in shown["alt"]


def test_the_file_of_a_simulation_is_named_and_marked_as_one(made_up, reads, tmp_path):
    reader = reads("zh", made_up)
    reader.opens("/what-if?place=fifth&figure=fifth-permit-days&value=5")
    taken = reader.takes("complete")
    assert "模拟" in taken.suggested_filename
    taken.save_as(tmp_path / "file.csv")
    lines = (tmp_path / "file.csv").read_text("utf-8-sig").splitlines()
    assert sum(",true,模拟,simulated," in line for line in lines) == 5  # one against each other place
