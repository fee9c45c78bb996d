"""The tests before air: one small function each, judging a reading against the rig spec."""
