"""The parts that pages are put together from: chips, buttons, cards, bars, panels."""
