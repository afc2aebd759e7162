"""Exports: what their headings mean, and watched folders."""

from __future__ import annotations

from typing import Final

TABLES: Final[dict[str, str]] = {
    "table_headings_unknown": "看不懂这份表格的表头，没有导入。表头是：{headings}。请用“对照”说明哪一列是标题或正文。",
    "mapping_name_missing": "请给这份对照起个名称。",
    "mapping_name_long": "对照的名称至多 {limit} 个字。",
    "mapping_name_taken": "已有叫“{name}”的对照，表头不同；请换个名称，或先删掉那一份。",
    "mapping_missing": "没有叫“{name}”的对照；全部对照见 mappings list。",
    "mapping_meaning_unknown": "没有“{text}”这种含义；可用：{known}。",
    "mapping_no_heading": "表格里没有“{heading}”这一列；表头是：{headings}。",
    "mapping_twice": "“{meaning}”只能是一列，现在有：{headings}；请只留一列。",
    "mapping_no_text": "请至少指明哪一列是标题或正文。",
    "mapping_person_column": "“{heading}”是关于个人的列，按规定一律不读入，不能对照为别的含义。",
    "mapping_unreadable": "“{text}”写得不对，请写成 列名=含义，如 --map 信息摘要=body。",
    "mapping_by_command": "对照这样写：--map 列名=title --map 列名=body，可写多次；加 --keep 名称 保存，以后同样表头照此读入。",
    "table_preset_unknown": "没有叫“{name}”的预设；可用：{known}。",
    "folder_not_there": "“{path}”不是文件夹或不存在；请核对路径。",
    "folder_not_absolute": "请写出文件夹的完整路径，如 D:\\导出 或 /data/导出。",
    "folder_gone": "打不开文件夹“{path}”（{why}）；请检查它是否还在、共享盘是否连上，恢复后自动继续读取。",
    "folder_file_headings": "表头看不懂；请用“对照”导入一次这个文件并保存对照，以后自动照读。",
    "folder_file_changing": "正在写入，等它写完再读。",
    "folder_bad_file": "{count} 个文件没有读入，如“{name}”：{why}",
    "folder_listing": "有 {count} 个可读的文件（csv、xlsx、jsonl、json）；子文件夹不读，文件不会被移动或删除。",
    "folder_empty": "现在没有可读的文件（csv、xlsx、jsonl、json）；放进来就会自动读取。",
    "not_a_folder_source": "“{name}”不是监视的文件夹，没有文件清单。",
}
