"""What pages share: the reader's choices, the cached answers, and how figures are shown."""
