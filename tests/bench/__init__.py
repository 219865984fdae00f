"""How fast the program is, as ratios between two things measured in turn (script/bench)."""
