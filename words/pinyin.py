"""Pinyin: the syllables of Chinese text, for readers who type Latin letters."""


def syllables(text: str) -> list[str]:
    """The syllable of each Chinese character, without tones; ü is v. Everything else is left out."""
    from pypinyin import lazy_pinyin  # on first use: its dictionary takes 0.15 s and 57 MB

    return lazy_pinyin(text, errors="ignore")
