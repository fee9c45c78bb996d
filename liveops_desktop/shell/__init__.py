"""App start and frame: the loop, the window, the workspaces."""
