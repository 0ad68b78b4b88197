"""What pages share: what the reader chose, the cached answers, and how a figure is shown."""
