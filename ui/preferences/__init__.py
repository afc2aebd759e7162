"""设置: sections at the left, each a module: who this desk is, who works here, its clocks and ladders, how it reaches people and looks."""
