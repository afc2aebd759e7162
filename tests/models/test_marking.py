from models.lexicons import manners, subjects
from models.marking import as_place, turned


def test_a_negation_turns_praise_into_blame() -> None:
    marked = turned(manners())
    good, bad = manners().column["attitude", "positive"], manners().column["attitude", "negative"]
    plain = marked.rows.matrix[marked.find("服务周到")[-1][0]]
    negated = marked.rows.matrix[marked.find("服务并不周到")[-1][0]]
    assert plain[good] > 0 and plain[bad] == 0
    assert negated[bad] > 0 and negated[good] == 0


def test_a_landmark_says_little_about_the_matter() -> None:
    marked = as_place(subjects())
    column = subjects().column["function", "education"]
    plain, landmark = (marked.rows.matrix[marked.find(text)[0][0]][column] for text in ("中学食堂", "中学附近"))
    assert landmark < plain / 2
