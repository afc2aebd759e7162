import pytest

from bench import reading
from models.reader import load_reader


def test_macro_f1_counts_every_label_alike() -> None:
    assert reading.macro_f1(["a", "a", "b"], ["a", "a", "b"]) == 1.0
    assert reading.macro_f1(["a", "a", "b"], ["a", "a", "a"]) == pytest.approx(0.4)


@pytest.mark.long
@pytest.mark.skipif(not reading.DATASETS.is_dir(), reason="no data sets beside the project")
def test_real_messages_find_their_function() -> None:
    figures = reading.messages(load_reader(None))
    assert figures["messages_accuracy"] >= 0.87
    assert figures["messages_calibration_error"] <= 0.05
    assert figures["messages_sure_share"] >= 0.5 and figures["messages_sure_accuracy"] >= 0.94


@pytest.mark.long
@pytest.mark.skipif(not reading.DATASETS.is_dir(), reason="no data sets beside the project")
def test_real_letters_find_who_answered_among_the_first_three() -> None:
    figures = reading.mailbox(load_reader("商洛市"))
    assert figures["mailbox_first"] >= 0.75
    assert figures["mailbox_among_three"] >= 0.88
    assert figures["mailbox_departments_first"] >= 0.5 and figures["mailbox_departments_among_three"] >= 0.75


@pytest.mark.long
@pytest.mark.skipif(not reading.DATASETS.is_dir(), reason="no data sets beside the project")
def test_real_posts_find_their_attitude_and_titles_their_topic() -> None:
    reader = load_reader(None)
    assert min(reading.attitude(reader, 1000).values()) >= 0.64
    assert reading.news(reader, 1000)["news_first_two"] >= 0.85
