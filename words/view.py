"""View: what is shown, in which language, of which snapshot."""

from dataclasses import dataclass

from words import Wording, wording


@dataclass(frozen=True)
class View:
    """What a page is shown with: its code, the language and the snapshot id."""

    page: str
    language: str
    snapshot: str

    @property
    def text(self) -> Wording:
        """The texts in the page's language."""
        return wording(self.language)
