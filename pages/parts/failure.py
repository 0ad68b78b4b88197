"""Failure: a failing page says so in a plain sentence with an id; the log has the rest."""

import logging
import uuid

import streamlit as st

from pages.parts import selection


def tell_failure(error: Exception) -> bool:
    """Show the sentence, log the error under the same id, and keep the traceback off the page."""
    id_ = uuid.uuid4().hex[:8]
    logging.getLogger("duibiao").error("failure %s", id_, exc_info=error)
    st.error(selection.text()("failure.page", id=id_))
    return True
