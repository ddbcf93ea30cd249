"""The shell that Streamlit serves becomes French before it leaves."""

from circular.web.language import in_french


def test_the_shell_says_that_it_is_french() -> None:
    shell = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head>'

    assert (
        in_french(shell) == b'<!DOCTYPE html><html lang="fr"><head><title>Circular</title></head>'
    )


def test_another_page_is_left_alone() -> None:
    assert in_french(b"<p>Bonjour</p>") == b"<p>Bonjour</p>"
