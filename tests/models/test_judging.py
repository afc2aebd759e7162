import numpy as np

from models.judging import MannerJudge
from models.lexicons import manners
from models.severity import NOTHING, EmergencyReading
from opinion_desk.domain.verdict import Attitude, Emergency, Severity, Voice

JUDGE = MannerJudge(manners(), ("negative", "positive", "neutral"))
ACCIDENT = EmergencyReading(Emergency.ACCIDENT, Severity(2), ())


def test_each_text_of_a_batch_is_judged_by_its_own_words_source_and_emergency() -> None:
    column = manners().column
    sums = np.zeros((4, len(manners().labels)), dtype=np.float32)
    sums[0, [column["voice", "demand"], column["kind", "D2"]]] = 8.0
    sums[1, column["voice", "rumour"]] = 9.0
    judged = JUDGE.judge(
        sums, np.zeros((4, 3)), [None, None, "云川发布", "云川日报"], [NOTHING, NOTHING, NOTHING, ACCIDENT]
    )
    assert judged.voices == [Voice.DEMAND, Voice.RUMOUR, Voice.OFFICIAL, Voice.REPORT]
    assert [kind and kind.name for kind in judged.kinds] == ["D2", "D6", None, "D3"]
    assert judged.scopes == [(), ("S7",), (), ("S5",)]
    assert judged.attitudes[2].name is Attitude.NEUTRAL


def test_words_are_wanted_for_attitude_voice_and_kind_where_there_is_one() -> None:
    sums = np.zeros((2, len(manners().labels)), dtype=np.float32)
    sums[1, [manners().column["voice", "demand"], manners().column["kind", "D4"]]] = 8.0
    wanted = JUDGE.judge(sums, np.zeros((2, 3)), [None, None], [NOTHING, NOTHING]).wanted
    assert wanted.text.tolist() == [0, 0, 1, 1, 1]
    assert wanted.field.tolist() == ["attitude", "voice", "attitude", "voice", "kind"]
    labels = [manners().labels[number] for number in wanted.column.tolist()]
    assert labels[:2] == [("attitude", "neutral"), ("voice", "report")]
    assert labels[3:] == [("voice", "demand"), ("kind", "D4")]
