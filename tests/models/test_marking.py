import numpy as np
import pytest

from models.finds import Finds, collect
from models.lexicons import manners, subjects
from models.marking import Marker
from models.normalizing import joined

MARKER = Marker()


def about(*texts: str) -> Finds:
    batch = joined(texts)
    return collect(
        MARKER.subjects, MARKER.mark(MARKER.scanner.scan(batch)).subjects, batch, np.zeros(len(texts), np.int64), 2.0
    )


def manner(*texts: str) -> Finds:
    batch = joined(texts)
    return collect(
        MARKER.manners, MARKER.mark(MARKER.scanner.scan(batch)).manners, batch, np.zeros(len(texts), np.int64), 2.0
    )


def test_a_negation_turns_praise_into_blame() -> None:
    good, bad = manners().column["attitude", "positive"], manners().column["attitude", "negative"]
    plain, negated = manner("服务周到", "服务并不周到").sums
    assert plain[good] > 0 and plain[bad] == 0
    assert negated[bad] > 0 and negated[good] == 0


def test_a_landmark_says_little_about_the_matter() -> None:
    column = subjects().column["function", "education"]
    plain, landmark = about("中学食堂", "中学附近").sums[:, column]
    assert landmark < plain / 2


def test_the_longest_word_at_a_spot_counts_alone() -> None:
    batch = joined(["老旧小区改造"])
    found = MARKER.mark(MARKER.scanner.scan(batch)).subjects
    assert (found.start.tolist(), found.end.tolist()) == ([0], [6])


def test_no_word_reaches_from_one_text_into_the_next() -> None:
    apart = about("老旧小区", "改造").sums.sum(axis=0)
    assert not np.allclose(apart, about("老旧小区改造").sums[0])


@pytest.mark.parametrize(
    "text",
    [
        "三个小时了，一个通报都没有",
        "为何三小时没有通报",
        "暂时没有任何公告",
        "大家都在等一份情况通报",
        "幼儿园午餐公示不清楚",
        "截至发稿尚未发布正式情况通报",
    ],
)
def test_an_announcement_that_is_missing_announces_nothing(text: str) -> None:
    assert manner(text).sums[0, manners().column["voice", "official"]] <= 0


@pytest.mark.parametrize(
    "text",
    [
        "情况通报：现场搜救结束",
        "经核查，没有人员伤亡。现通报如下",
        "停水公告",
        "等来了通报，情况属实",
        "拟录用名单公示，没有异议",
    ],
)
def test_an_announcement_that_is_there_announces(text: str) -> None:
    assert manner(text).sums[0, manners().column["voice", "official"]] > 0


def test_a_cue_alone_in_quotation_marks_is_not_said() -> None:
    column = manners().column["voice", "rumour"]
    assert manner("群里全是“听说”").sums[0, column] == 0
    assert manner("听说要停水").sums[0, column] > 0
    assert manner("“听说要停水”").sums[0, column] > 0
