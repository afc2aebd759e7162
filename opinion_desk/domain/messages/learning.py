"""Reading models and learning."""

from __future__ import annotations

from typing import Final

LEARNING: Final[dict[str, str]] = {
    # reading models
    "criteria_shape": "分级标准文件读不懂：应是一个 JSON 对象，其中 criteria 是规则的列表。请对照自带的 severity.json 改正。",
    "criterion_wrong": "分级标准的规则“{rule}”有误，请检查其中的 {field}。",
    "criterion_twice": "分级标准里有两条规则都叫“{rule}”，请改成不同的编号。",
    "model_missing": "找不到研判模型“{name}”，请重新安装本程序，或运行 python -m models.training 重新生成。",
    "model_changed": "研判模型“{name}”的文件与其清单不符，未予采用；请重新安装本程序，或运行 python -m models.training 重新生成。",
    "model_mismatch": "研判模型“{name}”的{field}是“{found}”，本程序需要“{wanted}”，未予采用；请运行 python -m models.training 重新生成。",
    # learning
    "learning_nothing": "还没有可以学习的样本；请先修正几条研判，或用 learn 给出一个标注文件。",
    "learning_elsewhere": "正在学习，同一时间只能进行一次；请稍等片刻再试。",
    "learning_answer": "{why}",
    "learning_kept": "{count} 条样本已经保存，但没有学成新模型，原来的模型照旧使用：{why}",
    "learning_file_empty": "“{path}”共 {lines} 行，没有一行可以学习，什么也没有保存。{why}",
    "learning_stopped": "学习没有完成（{why}），原来的模型照旧使用；稍后会自动再试。",
    "judgement_ignored": "字段 {field} 的值不在可用的范围内，当作没有。",
    "judgement_missing": "这一行没有写明职能、领域、倾向或内容性质，已略过。",
    "teaching_no_text": "没有文字；请先写标题或正文。",
    "teaching_nothing": "没有写明什么是对的；请至少选定职能、领域、倾向、内容性质中的一项。",
    "sample_missing": "没有这条样本，或已经撤回；请刷新后再试。",
    "model_unwritable": "学成的模型不能保存到“{path}”（{why}），原来的模型照旧使用；请腾出空间或检查文件夹后再学。",
    "model_unknown": "没有可以启用的模型“{name}”；请用 models list 查看。",
    "model_gone": "模型“{name}”的文件已经不在，不能再启用；请另选一个或重新学习。",
    "topic_name_missing": "请写领域的名称。",
    "topic_name_bad": "领域的名称最多 {limit} 个字，不能含换行或控制字符。",
    "topic_known": "已经有“{name}”这个领域。",
    "topic_unknown": "没有“{name}”这个领域；请刷新后再试。",
    "topic_packaged": "“{name}”是自带的领域，不能删除；不需要时请停用。",
    "topic_word_bad": "领域的用词“{word}”不能用：须有 1 至 {limit} 个字，不能含换行或控制字符。",
    "topic_weight_bad": "“{word}”的分量应在 {least} 至 {most} 之间（3 几乎可以断定，1 只是提示）。",
    "topic_weight_unreadable": "看不懂“{text}”；请写成 词 或 词=分量，例如 蓝藻=3。",
    "topic_words_many": "一个领域最多 {most} 个用词；请删去一些。",
}
